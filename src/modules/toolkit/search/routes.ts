// Where the pages of search are, and who may open them.
import type { Route } from '../../../kernel/route.ts'

export const routes: readonly Route[] = []
