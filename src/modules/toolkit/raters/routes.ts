// Views of pupils, parents and wider staff: the pages for those who work here, and, from answering/, those of raters.
import { may } from '../../../kernel/access.ts'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { begun } from '../../../kernel/merge.ts'
import { Problem } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Page, type Route } from '../../../kernel/route.ts'
import { loadPrinciple } from '../chapters/service.ts'
import { loadHere, loadHereIfAny, type Here } from '../cycles/service.ts'
import { nounsOf } from '../edition.ts'
import { callAt, viewChoicesAt, viewsAt } from '../paths.ts'
import { postEditing, presenceAbove } from '../presence/service.ts'
import { leadsHere } from '../roles.ts'
import { routes as answering } from './answering/routes.ts'
import { peopleOf } from '../../settings/contract.ts'
import { mayReadComments, safeguarding } from './comments/rules.ts'
import { routes as comments } from './comments/routes.ts'
import { unreadOf } from './comments/service.ts'
import { askingForm, choicesForm, closingForm } from './forms.ts'
import {
  askingPage,
  choicesFields,
  choicesPage,
  closingPage,
  openCallPage,
  standsOfChoices,
  viewsPage,
  type AskingSeen,
  type Mine,
} from './pages.ts'
import { resultsPage } from './results-page.ts'
import { KINDS, wrongLastDay } from './rules.ts'
import { resultsSeen } from './seeing.ts'
import {
  bandsOf,
  callsOf,
  choicesOf,
  closeCall,
  keepChoices,
  linksOf,
  loadCall,
  loadOpenCall,
  openCall,
  restingKinds,
  type Call,
} from './service.ts'
import { kindWordsIn, languages, newestVersion, ORIGINAL, sheetOf, wordsIn } from './sheets.ts'
import { routes as translations } from './translations/routes.ts'

const AT = '/settings/:setting/toolkit/views'
const CALL = `${AT}/calls/:call`

function mineHere(ctx: Ctx, setting: string): Mine {
  const roles = actorOf(ctx)
    .places.filter((place) => place.setting_id === setting)
    .map((place) => place.role)
  return { asks: leadsHere(roles), reads_comments: mayReadComments(roles), signs: roles.includes('head') }
}

const learnersOf = (here: Here | undefined): string => nounsOf(here?.edition).learners

async function asking(ctx: Ctx, here: Here): Promise<AskingSeen> {
  const setting = here.cycle.setting_id
  const people = await peopleOf(ctx.tx, setting)
  const questions = KINDS.map((kind) => {
    const sheet = sheetOf(kind, newestVersion(kind))
    return { kind, items: Object.values(kindWordsIn(sheet, ORIGINAL)!.items) }
  })
  return {
    setting,
    learners: learnersOf(here),
    resting: restingKinds(await callsOf(ctx.tx, setting), today(ctx)),
    choices: await choicesOf(ctx.tx, setting),
    questions,
    languages: languages().map((language) => wordsIn(language)!.language.in_english),
    heard: people.some((person) => person.roles.some((role) => safeguarding.includes(role))),
  }
}

async function callPage(ctx: Ctx, here: Here | undefined, call: Call): Promise<Page> {
  const mine = mineHere(ctx, call.setting_id)
  const learners = learnersOf(here)
  if (call.closed_on !== null)
    return resultsPage(await resultsSeen(ctx, call, { learners, readsComments: mine.reads_comments }))
  const links = mine.asks ? await linksOf(ctx, call) : undefined
  return openCallPage({ call, learners, bands: await bandsOf(ctx.tx, call), links, publicUrl: ctx.publicUrl, mine })
}

const askingRoutes: readonly Route[] = [
  get(`${AT}/asking`, {
    who: may('toolkit.call-for-views'),
    load: { here: loadHere },
    show: async (asked) => askingPage(await asking(asked, asked.here)),
  }),
  post(`${AT}/asking`, {
    who: may('toolkit.call-for-views'),
    load: { here: loadHere },
    form: askingForm,
    act: async (asked) => {
      const { here, form: sent } = asked
      const setting = here.cycle.setting_id
      const calls = await callsOf(asked.tx, setting)
      if (calls.some((call) => call.closed_on === null))
        throw new Problem('toolkit.call-open-already', viewsAt(setting))
      const day = wrongLastDay(sent.closes_on, today(asked))
      if (day !== undefined) return again({ closes_on: day })
      const resting = restingKinds(calls, today(asked))
      if (sent.kinds.some((kind) => resting.has(kind)))
        return again({ kinds: 'Leave out whoever was asked a short time ago' })
      const call = await openCall(asked, here.cycle, sent)
      return goTo(callAt(setting, call), 'The call is open. Here are its links and codes')
    },
    again: async (asked) => {
      const { typed, mistakes } = asked
      return askingPage({ ...(await asking(asked, asked.here)), typed, mistakes })
    },
  }),
  get(`${AT}/choices`, {
    who: may('toolkit.call-for-views'),
    show: async (asked) => {
      const setting = asked.params.setting!
      const stands = standsOfChoices(await choicesOf(asked.tx, setting))
      const beside = await presenceAbove(asked, setting, viewChoicesAt(setting), stands)
      return choicesPage(setting, begun(asked, viewChoicesAt(setting), stands), noMistakes, beside)
    },
  }),
  postEditing(`${AT}/choices`, {
    who: may('toolkit.call-for-views'),
    form: choicesForm,
    fields: () => choicesFields,
    stands: async (asked) => standsOfChoices(await choicesOf(asked.tx, asked.params.setting!)),
    async save(asked) {
      const setting = asked.params.setting!
      return (await keepChoices(asked, setting, asked.form)) ? goTo(viewChoicesAt(setting), 'Saved') : 'overtaken'
    },
    draw: async ({ params, typed, mistakes, beside }) => choicesPage(params.setting!, typed, mistakes, beside),
    about: ({ params }) => ({
      caption: 'What raters are promised here',
      back: { text: 'Views', href: viewsAt(params.setting!) },
    }),
  }),
]

const callRoutes: readonly Route[] = [
  get(`${AT}/principles/:principle`, {
    who: may('toolkit.see-views'),
    load: { principle: loadPrinciple },
    show: async (asked) => {
      const setting = asked.params.setting!
      const newest = (await callsOf(asked.tx, setting)).find((call) => call.closed_on !== null)
      return goTo(newest ? `${callAt(setting, newest.id)}#${asked.principle.key}` : viewsAt(setting))
    },
  }),
  get(CALL, {
    who: may('toolkit.see-views'),
    load: { here: loadHereIfAny, call: loadCall },
    sees: 'rater views',
    show: (asked) => callPage(asked, asked.here, asked.call),
  }),
  get(`${CALL}/closing`, {
    who: may('toolkit.call-for-views'),
    load: { here: loadHereIfAny, call: loadCall },
    show: async (asked) => {
      const { call, here } = asked
      if (call.closed_on !== null) return goTo(callAt(call.setting_id, call.id))
      return closingPage({ call, learners: learnersOf(here), bands: await bandsOf(asked.tx, call) })
    },
  }),
  post(`${CALL}/closing`, {
    who: may('toolkit.call-for-views'),
    load: { call: loadOpenCall },
    form: closingForm,
    act: async (asked) => {
      const { call } = asked
      if (!(await closeCall(asked, call))) throw new Problem('toolkit.call-closed')
      return goTo(callAt(call.setting_id, call.id), 'The call is closed. Here is what they said')
    },
  }),
]

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see-views'),
    load: { here: loadHereIfAny },
    sees: 'rater views',
    show: async (asked) => {
      const { here } = asked
      const setting = asked.params.setting!
      const mine = mineHere(asked, setting)
      const unread = mine.reads_comments ? await unreadOf(asked, setting) : new Map<string, number>()
      const calls = await callsOf(asked.tx, setting)
      return viewsPage({ setting, calls, learners: learnersOf(here), mine, cycle: here?.cycle, unread })
    },
  }),
  ...askingRoutes,
  ...callRoutes,
  ...comments,
  ...translations,
  ...answering,
]
