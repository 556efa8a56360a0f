/** How download-mongod.ts marks its answer among the lines that the library prints: where mongod is, or why not. */
export const FOUND_AT = 'mongod at ';
export const FAILED_BECAUSE = 'no mongod because ';
