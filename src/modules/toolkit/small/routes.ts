// Where the three screens are, what can be done from them, and where a head chooses them. Who may do what is as
// everywhere in the Toolkit: the same verbs, the same loaders, the same deeds.
import { may } from '../../../kernel/access.ts'
import { actorOf, placeIn, type Ctx } from '../../../kernel/context.ts'
import { form } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Page, type Route } from '../../../kernel/route.ts'
import { loadOpenGap } from '../actions/plan/service.ts'
import { loadOpenAction, type ActionPlace } from '../actions/service.ts'
import { loadStep, tickStep } from '../actions/steps/service.ts'
import { loadHereAgreeing, loadPrinciple } from '../chapters/service.ts'
import { loadHere, loadHereIfAny, loadHereLeading, loadOffer, type Here } from '../cycles/service.ts'
import { nounsOf } from '../edition.ts'
import { addEvidence } from '../evidence/service.ts'
import { smallAt, smallPlanAt, smallWhereAt } from '../paths.ts'
import { keepingForm } from '../records/forms.ts'
import { keepRecord } from '../records/service.ts'
import { reviewForm } from '../reviews/forms.ts'
import { keepReview } from '../reviews/service.ts'
import { leadsHere } from '../roles.ts'
import { loadCycle } from '../standing/service.ts'
import { wordsOfCount } from '../../../view/words.ts'
import { choiceForm, closingForm, moveForm, noteForm, rateAndAgreeForm, stepForm } from './forms.ts'
import { choicePage, doorsPage } from './pages.ts'
import { planBeforePage, smallPlanPage, type SentForm } from './plan-page.ts'
import { agreementsFrom, askedOf } from './rules.ts'
import {
  begin,
  choose,
  closeNow,
  loadChoosing,
  needsOf,
  planMove,
  planOf,
  rateAndAgree,
  weekOf,
  whereOf,
} from './service.ts'
import { weekBeforePage, weekPage } from './week-page.ts'
import { whereBeforePage, wherePage } from './where-page.ts'

const AT = '/settings/:setting/toolkit/small'
const sees = may('toolkit.see')
const ifAny = { here: loadHereIfAny, offer: loadOffer }

function rolesIn(ctx: Ctx, setting: string) {
  return placeIn(actorOf(ctx), setting).map((place) => place.role)
}

const begins = (ctx: Ctx, setting: string): boolean => leadsHere(rolesIn(ctx, setting))

const screens: readonly Route[] = [
  get(AT, {
    who: sees,
    load: ifAny,
    show: async (asked) => {
      const { here, offer, params } = asked
      const setting = params.setting!
      if (here) return weekPage(await weekOf(asked, here))
      return weekBeforePage(setting, offer, begins(asked, setting), await needsOf(asked, setting))
    },
  }),
  get(`${AT}/where`, {
    who: sees,
    load: ifAny,
    show: async (asked) => {
      const { here, offer, params, query } = asked
      if (here) return wherePage(await whereOf(asked, here, query.open))
      return whereBeforePage(params.setting!, offer, begins(asked, params.setting!))
    },
  }),
  get(`${AT}/plan`, {
    who: sees,
    load: ifAny,
    show: async (asked) => {
      const { here, offer, params, query } = asked
      if (here) return smallPlanPage(await planOf(asked, here, query.open))
      return planBeforePage(params.setting!, offer, begins(asked, params.setting!))
    },
  }),
  get(`${AT}/doors`, {
    who: sees,
    load: ifAny,
    show: async (asked) => {
      const { here, offer, params } = asked
      const nouns = nounsOf(here?.edition ?? offer.edition)
      return doorsPage(params.setting!, nouns, rolesIn(asked, params.setting!).includes('head'))
    },
  }),
]

const choosing: readonly Route[] = [
  get(`${AT}/choice`, {
    who: may('toolkit.choose-small'),
    load: { choosing: loadChoosing },
    show: async (asked) => choicePage(asked.choosing),
  }),
  post(`${AT}/choice`, {
    who: may('toolkit.choose-small'),
    load: { choosing: loadChoosing },
    form: choiceForm,
    act: async (asked) => {
      const { setting } = asked.choosing
      const on = asked.form.on === 'yes'
      if (!(await choose(asked, setting, on, asked.form.version)))
        return again({ on: 'Someone chose while you were reading: see what stands now' }, { status: 409 })
      return on
        ? goTo(smallAt(setting), 'Three screens are on. Everything else is behind “All doors”')
        : goTo(`${smallAt(setting)}/doors`, 'Three screens are off. Everything is where it was')
    },
    again: async (asked) => choicePage(await loadChoosing(asked, asked.params), asked.mistakes),
  }),
]

const cycles: readonly Route[] = [
  post(`${AT}/cycles`, {
    who: may('toolkit.lead'),
    load: { offer: loadOffer },
    form: form({}),
    act: async (asked) => {
      const setting = asked.params.setting!
      await begin(asked, setting, asked.offer.edition)
      return goTo(smallAt(setting), 'The cycle has begun, and you are on its team')
    },
  }),
  post(`${AT}/closing`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading },
    form: closingForm,
    act: async (asked) => {
      if (!(await closeNow(asked, asked.here, asked.form.version)))
        return again(
          { version: 'Something still keeps this stage open, or someone moved it while you were reading' },
          { status: 409 },
        )
      return goTo(smallAt(asked.here.cycle.setting_id), 'The stage is closed, and a version of the Record is kept')
    },
    again: async (asked) => weekPage(await weekOf(asked, await loadHere(asked, asked.params)), asked.mistakes),
  }),
]

const agreeing: readonly Route[] = [
  post(`${AT}/principles/:principle`, {
    who: may('toolkit.rate'),
    load: { here: loadHereAgreeing, principle: loadPrinciple },
    form: rateAndAgreeForm,
    act: async (asked) => {
      const { here, principle, form: sent } = asked
      const { keep, mistakes } = agreementsFrom(askedOf(here.standing, principle, sent), sent)
      if (Object.keys(mistakes).length > 0) return again(mistakes)
      const shown_as = sent.shown_as === 'named' || sent.shown_as === 'counted' ? sent.shown_as : undefined
      const done = await rateAndAgree(asked, here, principle, { keep, shown_as })
      if (done === 'not-told') return again({ shown_as: 'Choose how your ratings are shown' })
      if (done === 'overtaken')
        return again(
          { version: 'Someone agreed one of these while you were writing: see what stands' },
          { status: 409 },
        )
      const to = smallWhereAt(here.cycle.setting_id, principle.key)
      return goTo(`${to}#open`, `${wordsOfCount(keep.length, 'level')} agreed in ${principle.name}`)
    },
    again: async (asked) => {
      const here = await loadHere(asked, asked.params)
      return wherePage(await whereOf(asked, here, asked.principle.key), asked)
    },
  }),
  post(`${AT}/criteria/:criterion/moves`, {
    who: may('toolkit.plan'),
    load: { gap: loadOpenGap },
    form: moveForm,
    act: async (asked) => {
      const { gap, form: sent } = asked
      const action = await planMove(asked, gap, sent.move)
      return goTo(`${smallPlanAt(gap.cycle.setting_id, action)}#open`, 'In our plan, with its first steps')
    },
  }),
]

/** The plan again with one of its forms as it was sent. */
async function planAgain(ctx: Ctx, here: Here, open: string | undefined, sent: SentForm): Promise<Page> {
  return smallPlanPage(await planOf(ctx, here, open), sent)
}

const openAt = ({ action }: ActionPlace): string => `${smallPlanAt(action.setting_id, action.id)}#open`

const planning: readonly Route[] = [
  post(`${AT}/actions/:action/steps/:step/tick`, {
    who: may('toolkit.plan'),
    load: { place: loadOpenAction, step: loadStep },
    form: stepForm,
    act: async (asked) => {
      const { place, step, form: sent } = asked
      await tickStep(asked, place.action, step, sent.done)
      const words = sent.done ? 'Step done' : 'Step opened again'
      return goTo(sent.back === 'week' ? smallAt(place.action.setting_id) : openAt(place), words)
    },
  }),
  post(`${AT}/actions/:action/evidence`, {
    who: may('toolkit.plan'),
    load: { place: loadOpenAction, here: loadHere },
    form: noteForm,
    act: async (asked) => {
      const { place, form: sent } = asked
      const { principle, criterion } = place.purpose
      const note = { ...sent, kind: 'note', url: '', indicator: '' } as const
      const mistakes = await addEvidence(asked, place.cycle, principle.key, criterion, note, place.today)
      return mistakes ? again(mistakes) : goTo(openAt(place), 'Note kept')
    },
    again: async (asked) => planAgain(asked, asked.here, asked.place.action.id, { ...asked, sent: 'note' }),
  }),
  post(`${AT}/actions/:action/review`, {
    who: may('toolkit.plan'),
    load: { place: loadOpenAction, here: loadHere },
    form: reviewForm,
    act: async (asked) => {
      const { place } = asked
      if (!(await keepReview(asked, place, asked.form)))
        return again({ version: 'Someone reviewed this action while you were writing' }, { status: 409 })
      return goTo(openAt(place), `Review of “${place.action.title}” kept`)
    },
    again: async (asked) => planAgain(asked, asked.here, asked.place.action.id, { ...asked, sent: 'review' }),
  }),
  post(`${AT}/record`, {
    who: may('toolkit.keep-record'),
    load: { cycle: loadCycle, here: loadHere },
    form: keepingForm,
    act: async (asked) => {
      const { setting_id: setting, number } = asked.cycle
      const kept = await keepRecord(asked, asked.cycle, asked.form.why)
      return goTo(`${smallPlanAt(setting)}#record`, `Version ${number}.${kept.number} of the Record is kept`)
    },
    again: async (asked) => planAgain(asked, asked.here, undefined, { ...asked, sent: 'record' }),
  }),
]

export const routes: readonly Route[] = [...screens, ...choosing, ...cycles, ...agreeing, ...planning]
