// Where the pages of evidence are, and who may open them.
import type { Route } from '../../../kernel/route.ts'

export const routes: readonly Route[] = []
