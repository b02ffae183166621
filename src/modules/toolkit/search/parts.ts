// What search gives to the Toolkit's module.
import type { NounParts } from '../parts.ts'

export const parts: NounParts = {}
