// Only encrypting takes long, 0.5 to 5 ms a slice; slices are shorter while a reply is under way, which has its own
// turns of the loop to wait for. One less than full vectors: the native part adds a known answer to each call, which
// alone would take another vector (32 messages cost 1.2 times what 31 do, each).
const SLICE = { usual: 31, hurried: 7 }
// Eight open jobs of the lane's allowance. More are a burst, which takes less CPU a message in slices.
const BURST = 8 / 256

/** How many deliveries are encrypted together, by the used share of the transactional lane's allowance. */
export function sliceSize(transactionalLoad: number): number {
  return transactionalLoad > 0 ? SLICE.hurried : SLICE.usual
}

/** Whether a transactional delivery is sent in the turn of the loop in which it comes, beside so many others. */
export function goesAtOnce(transactionalLoad: number, others: number): boolean {
  return transactionalLoad <= BURST && others < SLICE.hurried
}
