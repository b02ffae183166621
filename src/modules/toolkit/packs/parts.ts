// What packs give to the Toolkit's module: they keep nothing of their own.
import type { NounParts } from '../parts.ts'

export const parts: NounParts = {
  examples: { pack: () => Promise.resolve('governors') },
}
