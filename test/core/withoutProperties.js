/**
 * Stands for fast-check in mutation runs. Its random values would be most of the time of thousands of runs, and what only
 * they find is found by luck: a mutant has to be killed by an example.
 */
const nothing = new Proxy(() => nothing, { get: () => nothing });

module.exports = nothing;
