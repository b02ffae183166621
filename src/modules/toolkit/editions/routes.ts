// Where anyone reads the editions: all of them, one as a whole, two side by side.
import { anyone } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { editions, loadEdition, type Edition } from '../edition.ts'
import { besidePage, editionPage, editionsPage } from './pages.ts'

/** The newest version of each. */
export function newest(): Edition[] {
  const byKey = new Map(editions().map(({ key, version }) => [key, loadEdition(key, version)] as const))
  return [...byKey.values()]
}

function named(key: string | undefined): Edition {
  const edition = newest().find((one) => one.key === key)
  if (!edition) throw notFound()
  return edition
}

const loadNamed = async (_ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Edition> => named(params.edition)

async function loadOther(_ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Edition> {
  if (params.other === params.edition) throw notFound()
  return named(params.other)
}

export const routes: readonly Route[] = [
  get('/editions', { who: anyone, show: async () => editionsPage(newest()) }),
  get('/editions/:edition', {
    who: anyone,
    load: { edition: loadNamed },
    show: async ({ edition }) =>
      editionPage(
        edition,
        newest().filter((one) => one.key !== edition.key),
      ),
  }),
  get('/editions/:edition/beside/:other', {
    who: anyone,
    load: { edition: loadNamed, other: loadOther },
    show: async ({ edition, other }) => besidePage(edition, other),
  }),
]
