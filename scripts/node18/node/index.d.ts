/** Stands in for `@types/node` where `src` is checked against Node 18, the oldest that Cognigy.AI may run Extensions on. */
/// <reference types="types-node-18" />
