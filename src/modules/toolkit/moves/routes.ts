// Where the moves bank is: for staff of a school, for those who lead it, and at a programme's office.
import { may } from '../../../kernel/access.ts'
import { actorOf, placeIn, today, type Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { begun, postMerging } from '../../../kernel/merge.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { DESIGNATIONS, programmesSharedWith } from '../../settings/contract.ts'
import { loadOpenPlanning } from '../actions/service.ts'
import { editionFor, efforts, principleByKey, type Edition } from '../edition.ts'
import { actionAt, moveAt, ownMoveAt, ownMovesAt, programmeMoveAt } from '../paths.ts'
import { leadsHere, staff } from '../roles.ts'
import { adaptPage, typedFromMove } from './adapt-page.ts'
import {
  adaptMove,
  askAbout,
  bankFor,
  bankOf,
  hideMove,
  isOfficer,
  loadBankMove,
  loadMove,
  loadOthersMove,
  loadProgramme,
  showMove,
  type Asked,
} from './bank.ts'
import { adaptForm, appealForm, hidingForm, moveForm, newMoveForm, pressForm, questionForm } from './forms.ts'
import { programmeBankPage, programmeMovePage } from './office-pages.ts'
import { editMovePage, mergeFieldsOf, newMovePage, ownMovePage, ownMovesPage, standsOfMove } from './own-pages.ts'
import { bankPage, movePage } from './pages.ts'
import { wordsSought } from './rules.ts'
import {
  answerHiding,
  changeMove,
  editionHere,
  loadHiddenMove,
  loadOwnMove,
  loadSharing,
  ownMoves,
  shareMove,
  takeBack,
} from './service.ts'
import type { MoveRow } from './store.ts'

const kit = '/settings/:setting/toolkit'
const BANK = `${kit}/moves`
const OWN = `${kit}/own-moves`
const OFFICE = '/programmes/:programme/moves'
const sees = may('toolkit.see')
const plans = may('toolkit.plan')
const shares = may('toolkit.share-move')
const reads = may('toolkit.see-moves', 'programme')
const moderates = may('toolkit.moderate-moves', 'programme')

const MOST_PAGES = 200

/** What the address asks for; anything it does not know is left out. */
function askedIn(query: Readonly<Record<string, string>>, edition: Edition): Asked {
  const { principle = '', criterion = '', kind = '', effort = '', q = '', page = '' } = query
  const within = principleByKey(edition, principle)
  const known = within?.criteria.some((one) => one.key === criterion)
  return {
    principle: within ? principle : null,
    criterion: known === true ? criterion : null,
    designation: Object.hasOwn(DESIGNATIONS, kind) ? kind : null,
    effort: (efforts as readonly string[]).includes(effort) ? effort : null,
    words: wordsSought(q.slice(0, 100)),
    page: /^\d{1,3}$/.test(page) ? Math.min(Math.max(Number(page), 1), MOST_PAGES) : 1,
  }
}

/** At an office any edition gives the names of principles: they are the same in all. */
function anyEdition(): Edition {
  const edition = editionFor('primary')
  if (!edition) throw new Error('No edition is out')
  return edition
}

const rolesOf = (ctx: Ctx, setting: string) => placeIn(actorOf(ctx), setting).map((place) => place.role)

async function shownMove(ctx: Ctx, setting: string, move: MoveRow) {
  const works = rolesOf(ctx, setting).some((role) => staff.includes(role))
  return { setting, move, edition: await editionHere(ctx, setting), mayAdapt: works, mayAsk: works }
}

const bank: readonly Route[] = [
  get(BANK, {
    who: sees,
    async show(asked) {
      const setting = asked.params.setting!
      const edition = await editionHere(asked, setting)
      const what = askedIn(asked.query, edition)
      const found = await bankFor(asked, setting, what)
      return bankPage(setting, { edition, asked: what, bank: found }, leadsHere(rolesOf(asked, setting)))
    },
  }),
  get(`${BANK}/:move`, {
    who: sees,
    load: { move: loadMove },
    show: async (asked) =>
      movePage({ ...(await shownMove(asked, asked.params.setting!, asked.move)), typed: {}, mistakes: noMistakes }),
  }),
  post(`${BANK}/:move/question`, {
    who: plans,
    load: { move: loadOthersMove },
    form: questionForm,
    async act(asked) {
      const { move, form, params } = asked
      await askAbout(asked, params.setting!, move, form.question)
      return goTo(moveAt(params.setting!, move.id), `Your question is on its way to ${move.setting_name}`)
    },
    again: async (asked) =>
      movePage({
        ...(await shownMove(asked, asked.params.setting!, asked.move)),
        typed: asked.typed,
        mistakes: asked.mistakes,
      }),
  }),
  get(`${BANK}/:move/adapting`, {
    who: plans,
    load: { planning: loadOpenPlanning, move: loadOthersMove },
    show: async ({ planning, move }) => adaptPage(planning, move, typedFromMove(move, planning.edition), noMistakes),
  }),
  post(`${BANK}/:move/adapting`, {
    who: plans,
    load: { planning: loadOpenPlanning, move: loadOthersMove },
    form: adaptForm,
    async act(asked) {
      const made = await adaptMove(asked, asked.planning, asked.move, asked.form)
      return 'mistakes' in made
        ? again(made.mistakes)
        : goTo(actionAt(asked.params.setting!, made.id), 'It is in your plan, with credit')
    },
    again: async ({ planning, move, typed, mistakes }) => adaptPage(planning, move, typed, mistakes),
  }),
]

const own: readonly Route[] = [
  get(OWN, {
    who: shares,
    async show(asked) {
      const setting = asked.params.setting!
      const sharedWith = await programmesSharedWith(asked.tx, setting, 'moves', today(asked))
      return ownMovesPage(setting, await ownMoves(asked, setting), sharedWith.length > 0)
    },
  }),
  get(`${OWN}/new`, {
    who: shares,
    async show(asked) {
      const sharing = await loadSharing(asked, asked.params.setting!, asked.query.action || undefined)
      const contact = sharing.people.some((one) => one.person_id === sharing.person) ? sharing.person : ''
      return newMovePage(sharing, { may_adapt: 'yes', contact, ...sharing.origin?.typed }, noMistakes)
    },
  }),
  post(OWN, {
    who: shares,
    form: newMoveForm,
    async act(asked) {
      const setting = asked.params.setting!
      const sharing = await loadSharing(asked, setting, asked.form.action || undefined)
      const made = await shareMove(asked, sharing, asked.form)
      if ('mistakes' in made) return again(made.mistakes)
      return goTo(ownMoveAt(setting, made.id), 'Your move is in the bank. Thank you')
    },
    async again(asked) {
      const action = [asked.typed.action ?? ''].flat().at(-1) || undefined
      return newMovePage(await loadSharing(asked, asked.params.setting!, action), asked.typed, asked.mistakes)
    },
  }),
  get(`${OWN}/:own_move`, {
    who: shares,
    load: { own: loadOwnMove },
    show: async ({ own: one }) => ownMovePage({ ...one, typed: {}, mistakes: noMistakes }),
  }),
  get(`${OWN}/:own_move/edit`, {
    who: shares,
    load: { own: loadOwnMove },
    async show(asked) {
      const { move } = asked.own
      const at = `${ownMoveAt(move.setting_id, move.id)}/edit`
      return editMovePage(asked.own, begun(asked, at, standsOfMove(move)), noMistakes)
    },
  }),
  postMerging(`${OWN}/:own_move/edit`, {
    who: shares,
    load: { own: loadOwnMove },
    form: moveForm,
    fields: ({ own: one }) => mergeFieldsOf(one),
    stands: async (asked) => standsOfMove((await loadOwnMove(asked, asked.params)).move),
    async save(asked) {
      const done = await changeMove(asked, asked.own, asked.form)
      const { setting_id: setting, id } = asked.own.move
      if (done === 'changed') return goTo(ownMoveAt(setting, id), 'Saved. Others read the new words')
      return done === 'overtaken' ? done : again(done.mistakes)
    },
    draw: async ({ own: one, typed, mistakes }) => editMovePage(one, typed, mistakes),
    about: ({ own: { move } }) => ({
      caption: move.title,
      back: { text: 'Back to the move', href: ownMoveAt(move.setting_id, move.id) },
    }),
  }),
  post(`${OWN}/:own_move/taking-back`, {
    who: shares,
    load: { own: loadOwnMove },
    form: pressForm,
    async act(asked) {
      await takeBack(asked, asked.own)
      return goTo(ownMovesAt(asked.params.setting!), `“${asked.own.move.title}” is out of the bank`)
    },
  }),
  post(`${OWN}/:own_move/appeal`, {
    who: shares,
    load: { own: loadHiddenMove },
    form: appealForm,
    async act(asked) {
      const { move } = asked.own
      const sent = await answerHiding(asked, asked.own, asked.form.answer)
      return goTo(
        ownMoveAt(move.setting_id, move.id),
        sent ? 'Sent. An officer will look again' : 'It is not hidden: others read it',
      )
    },
    again: async ({ own: one, typed, mistakes }) => ownMovePage({ ...one, typed, mistakes }),
  }),
]

const office: readonly Route[] = [
  get(OFFICE, {
    who: reads,
    load: { programme: loadProgramme },
    async show(asked) {
      const { programme } = asked
      const edition = anyEdition()
      const what = askedIn(asked.query, edition)
      const found = await bankOf(asked, programme.id, what, isOfficer(asked, programme.id))
      return programmeBankPage(programme, { edition, asked: what, bank: found })
    },
  }),
  get(`${OFFICE}/:bank_move`, {
    who: reads,
    load: { programme: loadProgramme, move: loadBankMove },
    async show(asked) {
      const officer = isOfficer(asked, asked.programme.id)
      return programmeMovePage({ ...officed(asked), officer, typed: {}, mistakes: noMistakes })
    },
  }),
  post(`${OFFICE}/:bank_move/hiding`, {
    who: moderates,
    load: { programme: loadProgramme, move: loadBankMove },
    form: hidingForm,
    async act(asked) {
      const { programme, move, form } = asked
      const done = await hideMove(asked, move, form.reason)
      return goTo(
        programmeMoveAt(programme.id, move.id),
        done ? 'Hidden. The school has been written to' : 'It was hidden already',
      )
    },
    again: async (asked) =>
      programmeMovePage({ ...officed(asked), officer: true, typed: asked.typed, mistakes: asked.mistakes }),
  }),
  post(`${OFFICE}/:bank_move/showing`, {
    who: moderates,
    load: { programme: loadProgramme, move: loadBankMove },
    form: pressForm,
    async act(asked) {
      await showMove(asked, asked.move)
      return goTo(programmeMoveAt(asked.programme.id, asked.move.id), 'Others read it again')
    },
  }),
]

function officed({ programme, move }: { programme: Parameters<typeof programmeBankPage>[0]; move: MoveRow }) {
  return { programme, move, edition: anyEdition() }
}

export const routes: readonly Route[] = [...bank, ...own, ...office]
