// What every room puts on home pages. app.ts fills this list: the home page is drawn here, below most rooms, and must
// not know them.
import type { Module } from '../../../kernel/module.ts'

export const homeSources: NonNullable<Module['home']>[] = []
