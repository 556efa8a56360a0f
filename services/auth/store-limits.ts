/** How long the database may work on one command, so that no call waits for it for ever. */
export const queryDeadline = { maxTimeMS: 5000 } as const;
