const shortest_reason = 5;

/** A purpose that says something to who reads the log later. The server has the last word. */
export const isReason = (text: string): boolean => text.trim().length >= shortest_reason;
