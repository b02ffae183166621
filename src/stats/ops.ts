// Every op there is, by name. A folder of this room adds its own list here; docs/statistics and the tests read this one.
import type { Op } from './op.ts'

export const ops: readonly Op[] = []

export const opNamed: ReadonlyMap<string, Op> = new Map(ops.map((one) => [one.name, one]))
