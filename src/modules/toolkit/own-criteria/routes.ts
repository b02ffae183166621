// Where a programme's officers write what they ask beside the editions.
import { may } from '../../../kernel/access.ts'
import { form, noMistakes, tick, version } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Again, type Route } from '../../../kernel/route.ts'
import { DESIGNATIONS } from '../../settings/contract.ts'
import { loadEdition, type Edition } from '../edition.ts'
import { ownAt, ownCriteriaAt } from '../paths.ts'
import { moveMistakes, ownForm } from './forms.ts'
import { newOwnPage, ownListPage, ownPage, typedFromOwn } from './pages.ts'
import { addOwn, changeOwn, loadOwn, loadProgramme, ownOf, publishOwn, retireOwn } from './service.ts'

const LIST = '/programmes/:programme/criteria'
const ONE = `${LIST}/:own`
const asks = may('toolkit.ask-own', 'programme')

/** Any edition gives the names of principles and levels: they are the same in all. */
const names = (): Edition => loadEdition('primary', 1)

/** Only kinds of setting that there are. */
function whomMistakes(asked: readonly string[]): Record<string, string> {
  const known = asked.every((one) => Object.hasOwn(DESIGNATIONS, one))
  return known ? {} : { designations: 'Choose whom you ask from the list' }
}

const MEANWHILE = 'Someone changed this criterion while you were writing'
const overtaken = (): Again => again({ version: MEANWHILE }, { status: 409 })

export const routes: readonly Route[] = [
  get(LIST, {
    who: asks,
    load: { programme: loadProgramme },
    show: async (asked) => ownListPage(asked.programme, await ownOf(asked, asked.programme), names()),
  }),
  get(`${LIST}/new`, {
    who: asks,
    load: { programme: loadProgramme },
    show: async ({ programme }) => newOwnPage(programme, names(), { typed: { minutes: '5' }, mistakes: noMistakes }),
  }),
  post(LIST, {
    who: asks,
    load: { programme: loadProgramme },
    form: ownForm,
    async act(asked) {
      const mistakes = { ...moveMistakes(asked.form), ...whomMistakes(asked.form.designations) }
      if (Object.keys(mistakes).length > 0) return again(mistakes)
      const id = await addOwn(asked, asked.programme, asked.form)
      return goTo(ownAt(asked.programme.id, id), 'The draft is kept. Nobody is asked it until you put it out')
    },
    again: async ({ programme, typed, mistakes }) => newOwnPage(programme, names(), { typed, mistakes }),
  }),
  get(ONE, {
    who: asks,
    load: { programme: loadProgramme, own: loadOwn },
    show: async ({ programme, own }) =>
      ownPage(programme, own, names(), { typed: typedFromOwn(own), mistakes: noMistakes }),
  }),
  post(ONE, {
    who: asks,
    load: { programme: loadProgramme, own: loadOwn },
    form: ownForm,
    async act(asked) {
      const mistakes = { ...moveMistakes(asked.form), ...whomMistakes(asked.form.designations) }
      if (Object.keys(mistakes).length > 0) return again(mistakes)
      if (!(await changeOwn(asked, asked.own, asked.form))) return overtaken()
      return goTo(ownAt(asked.programme.id, asked.own.id), 'The draft is saved')
    },
    again: async (asked) =>
      ownPage(asked.programme, await loadOwn(asked, asked.params), names(), {
        typed: asked.typed,
        mistakes: asked.mistakes,
      }),
  }),
  post(`${ONE}/publication`, {
    who: asks,
    load: { programme: loadProgramme, own: loadOwn },
    form: form({ version: version() }),
    async act(asked) {
      const done = await publishOwn(asked, asked.own, asked.form.version)
      if (done === 'moved') return overtaken()
      if (done === 'full') return again({ version: 'Twenty are out already. Retire one before you put out another' })
      return goTo(ownAt(asked.programme.id, asked.own.id), 'It is out: cycles that begin now are asked this')
    },
    again: async (asked) => {
      const own = await loadOwn(asked, asked.params)
      return ownPage(asked.programme, own, names(), { typed: typedFromOwn(own), mistakes: asked.mistakes })
    },
  }),
  post(`${ONE}/retirement`, {
    who: asks,
    load: { programme: loadProgramme, own: loadOwn },
    form: form({ version: version(), back: tick() }),
    async act(asked) {
      const { own, form: sent } = asked
      if (!(await retireOwn(asked, own, sent.version, sent.back))) return overtaken()
      const words = sent.back ? 'New cycles are asked this again' : 'New cycles are not asked this any more'
      return goTo(ownCriteriaAt(asked.programme.id), words)
    },
    again: async (asked) => {
      const own = await loadOwn(asked, asked.params)
      return ownPage(asked.programme, own, names(), { typed: typedFromOwn(own), mistakes: asked.mistakes })
    },
  }),
]
