import fc from 'fast-check';

/**
 * `npm test` tries the same cases every time: what has passed passes again, on any machine. Others are looked for by
 * `npm run test:endurance -- properties`.
 */
const { STADTFENSTER_SEED = '20261126' } = process.env;
fc.configureGlobal({ seed: Number(STADTFENSTER_SEED) });
