/** The length of the periods in which deliveries are counted, for the rate: milliseconds. */
export const RATE_PERIOD_MS = 5000
