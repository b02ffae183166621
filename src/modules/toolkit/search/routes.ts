// Where people search the Toolkit, and where its words are explained to anyone.
import { anyone, may } from '../../../kernel/access.ts'
import { tidy } from '../../../kernel/form.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { loadHere } from '../cycles/service.ts'
import { editions, loadEdition, type Term } from '../edition.ts'
import { searchPage, wordsPage } from './pages.ts'
import { searchToolkit } from './service.ts'

const QUERY_MOST = 200

/** The terms of every published edition; where several explain one, the newest does. */
function allTerms(): Term[] {
  const published = editions()
    .map(({ key, version }) => loadEdition(key, version))
    .filter((edition) => edition.status === 'published')
  const byKey = new Map(published.flatMap((edition) => edition.glossary.map((term) => [term.key, term] as const)))
  return [...byKey.values()].sort((a, b) => a.term.localeCompare(b.term, 'en'))
}

export const routes: readonly Route[] = [
  get('/settings/:setting/toolkit/search', {
    who: may('toolkit.see'),
    load: { here: loadHere },
    show: async (asked) => {
      const { here, query } = asked
      const q = tidy(query.q ?? '')
        .trim()
        .slice(0, QUERY_MOST)
      return searchPage(
        here.cycle.setting_id,
        here.edition,
        await searchToolkit(asked, here.cycle.setting_id, here.edition, q),
      )
    },
  }),
  get('/words', { who: anyone, show: async () => wordsPage(allTerms()) }),
]
