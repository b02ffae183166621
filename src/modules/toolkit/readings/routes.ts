// Where a school asks for a chapter to be read, and where the reader reads and answers. A critical friend comes by being
// the person asked; a programme's reviewer by the verb for reading what schools share.
import { may, signedIn } from '../../../kernel/access.ts'
import { actorOf, placeIn, today, type Ctx } from '../../../kernel/context.ts'
import { form } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { loadHere, type Here } from '../cycles/service.ts'
import { ownReadingAt, programmeReadingAt, criticalReadingAt, takingUpAt } from '../paths.ts'
import { readersOf } from '../records/service.ts'
import { leadsHere } from '../roles.ts'
import { loadHereGiving } from '../sections/service.ts'
import { answerForm, askingForm, stateForm, takingForm } from './forms.ts'
import { askingPage, readingPage, readingsPage, type AskingSeen, type ReadingSeen } from './pages.ts'
import { askPage, copyPage } from './reader-pages.ts'
import {
  agreeToReading,
  answerAsk,
  answerReading,
  askToRead,
  keepInRecord,
  loadOwnCopy,
  loadProgrammeCopy,
  loadReading,
  loadReadingLed,
  readAsk,
  readingsOf,
  remind,
  stillOpen,
  withdrawReading,
  type Reading,
} from './service.ts'

const AT = '/settings/:setting/toolkit/readings'
const ONE = `${AT}/:reading`
const OVERTAKEN = 'Someone changed this while you looked. See below how it stands now'

async function asking(ctx: Ctx, here: Here): Promise<AskingSeen> {
  return { here, programmes: await readersOf(ctx, here.cycle.setting_id) }
}

function seen(ctx: Ctx, here: Here | undefined, reading: Reading): ReadingSeen {
  const roles = placeIn(actorOf(ctx), reading.setting_id).map((place) => place.role)
  const lead = here?.leads === true || leadsHere(roles)
  return { reading, today: today(ctx), may: { agree: roles.includes('head'), lead } }
}

const back = ({ setting_id, id }: Reading): string => criticalReadingAt(setting_id, id)

const asks: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHere },
    show: async (asked) => readingsPage(asked.here, await readingsOf(asked, asked.here.cycle.setting_id)),
  }),
  get(`${AT}/new`, {
    who: may('toolkit.rate'),
    load: { here: loadHereGiving },
    show: async (asked) => askingPage({ ...(await asking(asked, asked.here)), chosen: asked.query.principle }),
  }),
  post(AT, {
    who: may('toolkit.rate'),
    load: { here: loadHereGiving },
    form: askingForm,
    act: async (asked) => {
      const done = await askToRead(asked, asked.here, asked.form)
      if ('mistakes' in done) return again(done.mistakes)
      return goTo(criticalReadingAt(asked.here.cycle.setting_id, done.id), 'Copied. It waits for the head to agree')
    },
    again: async (asked) => {
      const { typed, mistakes } = asked
      return askingPage({ ...(await asking(asked, asked.here)), typed, mistakes })
    },
  }),
  get(ONE, {
    who: may('toolkit.see'),
    load: { here: loadHere, reading: loadReading },
    show: async (asked) => readingPage(seen(asked, asked.here, asked.reading)),
  }),
]

const deeds: readonly Route[] = [
  post(`${ONE}/agreement`, {
    who: may('toolkit.share'),
    load: { reading: loadReading },
    form: stateForm,
    act: async (asked) => {
      const { reading } = asked
      const done = await agreeToReading(asked, reading, asked.form.version)
      if (done === 'agreed') return goTo(back(reading), 'Agreed. They can read this chapter now, and nothing else')
      if (done === 'stale') return again({ version: OVERTAKEN }, { status: 409 })
      return again({ version: 'Reading by reviewers is not switched on for that programme, so nothing was shown' })
    },
    again: async (asked) => {
      const reading = await loadReading(asked, asked.params)
      return readingPage({ ...seen(asked, undefined, reading), mistakes: asked.mistakes })
    },
  }),
  post(`${ONE}/withdrawal`, {
    who: may('toolkit.rate'),
    load: { reading: loadReadingLed },
    form: form({}),
    act: async (asked) => {
      await withdrawReading(asked, asked.reading)
      return goTo(back(asked.reading), 'Taken back. Nobody outside can open it any more')
    },
  }),
  post(`${ONE}/reminder`, {
    who: may('toolkit.rate'),
    load: { reading: loadReadingLed },
    form: form({}),
    act: async (asked) => {
      const done = await remind(asked, asked.reading)
      return goTo(
        back(asked.reading),
        done ? 'Written to again' : 'Nothing was sent: they were written to a short while ago',
      )
    },
  }),
  post(`${ONE}/keeping`, {
    who: may('toolkit.rate'),
    load: { here: loadHere, reading: loadReadingLed },
    form: stateForm,
    act: async (asked) => {
      const { reading } = asked
      if (!(await keepInRecord(asked, reading, asked.form.version)))
        return again({ version: OVERTAKEN }, { status: 409 })
      return goTo(back(reading), reading.kept_at === null ? 'It is in the Record now' : 'Taken out of the Record')
    },
    again: async (asked) => {
      const reading = await loadReading(asked, asked.params)
      return readingPage({ ...seen(asked, asked.here, reading), mistakes: asked.mistakes })
    },
  }),
]

const OWN = '/readings/:reading'
const PROGRAMME = '/programmes/:programme/readings/:asked'

const reader: readonly Route[] = [
  get(takingUpAt, {
    who: signedIn,
    show: async (asked) => {
      const token = asked.query.ask ?? ''
      return askPage({ ask: readAsk(asked, token), token })
    },
  }),
  post(takingUpAt, {
    who: signedIn,
    form: takingForm,
    act: async (asked) => {
      const { ask, answer } = asked.form
      const id = await answerAsk(asked, ask, answer)
      return answer === 'take' ? goTo(ownReadingAt(id)) : goTo('/', 'Thank you for answering. They know')
    },
    again: async (asked) => {
      const { typed, mistakes } = asked
      const token = String(typed.ask)
      return askPage({ ask: readAsk(asked, token), token, typed, mistakes })
    },
  }),
  get(OWN, {
    who: signedIn,
    load: { copy: loadOwnCopy },
    show: async ({ copy }) => copyPage({ copy, at: ownReadingAt(copy.reading_id) }),
  }),
  post(`${OWN}/answer`, {
    who: signedIn,
    load: { copy: stillOpen(loadOwnCopy) },
    form: answerForm,
    act: async (asked) => {
      await answerReading(asked, asked.copy, asked.form)
      return goTo(ownReadingAt(asked.copy.reading_id), `Your answer is with ${asked.copy.setting_name}`)
    },
    again: async ({ copy, typed, mistakes }) => copyPage({ copy, at: ownReadingAt(copy.reading_id), typed, mistakes }),
  }),
  get(PROGRAMME, {
    who: may('toolkit.read-records', 'programme'),
    load: { copy: loadProgrammeCopy },
    sees: 'a chapter that a school asks reviewers to read',
    show: async ({ copy, params }) => copyPage({ copy, at: programmeReadingAt(params.programme!, copy.reading_id) }),
  }),
  post(`${PROGRAMME}/answer`, {
    who: may('toolkit.read-records', 'programme'),
    load: { copy: stillOpen(loadProgrammeCopy) },
    sees: 'a chapter that a school asks reviewers to read',
    form: answerForm,
    act: async (asked) => {
      const { copy, params } = asked
      await answerReading(asked, copy, asked.form)
      return goTo(programmeReadingAt(params.programme!, copy.reading_id), `Your answer is with ${copy.setting_name}`)
    },
    again: async ({ copy, params, typed, mistakes }) =>
      copyPage({ copy, at: programmeReadingAt(params.programme!, copy.reading_id), typed, mistakes }),
  }),
]

export const routes: readonly Route[] = [...asks, ...deeds, ...reader]
