// The order of steps: one place up or down at a time, so that it works by keyboard and without script.
export const ways = ['up', 'down'] as const
export type Way = (typeof ways)[number]

/** The same ids with one of them a place earlier or later; at either end nothing moves. */
export function reordered(ids: readonly string[], id: string, way: Way): string[] {
  const at = ids.indexOf(id)
  const to = way === 'up' ? at - 1 : at + 1
  if (at < 0 || to < 0 || to >= ids.length) return [...ids]
  const out = [...ids]
  out[at] = out[to]!
  out[to] = id
  return out
}
