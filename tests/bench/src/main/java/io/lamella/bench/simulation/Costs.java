package io.lamella.bench.simulation;

/**
 * What work takes, in seconds, as it was measured.
 *
 * @param listFile of a planner, to list a file and to tell workers of it
 * @param planItem of PostgreSQL, to write an item and where the listing stands down
 * @param loadFile of a processor, to load a small file: fetch, cut, hash, compress, store
 * @param noteItem of PostgreSQL, to register and count an item
 * @param holdRow for which noting an item holds the row of its request
 * @param sealFile of a sealer, to seal an entry
 */
record Costs(
    double listFile,
    double planItem,
    double loadFile,
    double noteItem,
    double holdRow,
    double sealFile) {}
