// What pages about the editions give to the Toolkit's module.
import type { NounParts } from '../parts.ts'

export const parts: NounParts = {
  examples: {
    edition: () => Promise.resolve('primary'),
    other: () => Promise.resolve('community'),
  },
}
