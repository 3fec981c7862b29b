/** On a fresh machine jest knows no durations: what mostly waits begins first, so that nothing long is left at the end. */
const { default: Sequencer } = require("@jest/test-sequencer");

const LONG = [/test\/browser\//, /test\/setup\//, /test\/endToEnd\//, /test\/nodes\/(silence|faults)/];

module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => LONG.findIndex((pattern) => pattern.test(path)) >>> 0;
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
