// A setting asks to join: found on the register or described, its asker's address proved by a letter, answered by an
// officer. Nothing said to whoever asks tells who works anywhere; the answer to an address is the same whoever has it.
import { randomUUID } from 'node:crypto'
import { acrossTenants, actorOf, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { hashOf, newToken } from '../../../kernel/secrets.ts'
import { dateInWords } from '../../../view/words.ts'
import { countTry } from '../../people/contract.ts'
import { enrolFromRegister, enrolOther, inviteHead, loadEnrolment, type Terms } from '../enrolments/service.ts'
import { placesOfProgramme, type Programme } from '../programmes/service.ts'
import { designationOf, type Designation } from '../register/rules.ts'
import { searchFrom } from '../register/searching.ts'
import { keepSearchPace } from './pace.ts'
import { programmesFor, proofExpires, whyProofIsGone, type AskerRole, type ProgrammeOpen } from './rules.ts'
import * as store from './store.ts'
import type { Found, JoiningRequest } from './store.ts'

export type { Found, JoiningRequest }

const SHOWN = 20

export type SchoolFound = Found & { takes_part: boolean }

export type Search = { q: string; rows: readonly SchoolFound[]; next: number | undefined }

/** In the clerk's role, because whoever searches reaches no setting. */
async function takingPart(ctx: Ctx, urns: readonly number[], programme: string | null): Promise<Set<number | null>> {
  const rows = await ctx.tx.as('clerk', nowhere, () => ctx.tx.many(store.takingPart, { urns, programme }))
  return new Set(rows.map((row) => row.urn))
}

export async function findSchools(ctx: Ctx, q: string, after: number | null): Promise<Search> {
  const { words, urn, postcode } = searchFrom({ q, district: '', open: true })
  if (words === null && urn === null && postcode === null) return { q, rows: [], next: undefined }
  keepSearchPace(ctx.now)
  const from = after === null ? undefined : await ctx.tx.maybe(store.schoolByUrn, { urn: after })
  const most = SHOWN + 1
  const rows = await ctx.tx.many(store.findSchools, {
    ...{ words, urn, postcode, most },
    after_name: from?.name ?? '',
    after_urn: from?.urn ?? 0,
  })
  const shown = rows.slice(0, SHOWN)
  const there = await takingPart(
    ctx,
    shown.map((row) => row.urn),
    null,
  )
  return {
    q,
    rows: shown.map((row) => ({ ...row, takes_part: there.has(row.urn) })),
    next: rows.length > SHOWN ? shown.at(-1)?.urn : undefined,
  }
}

export type School = SchoolFound & { programmes: readonly ProgrammeOpen[] }

/** The school that `:urn` names, with the programmes it may ask: not those in which it takes part already. */
export async function loadSchool(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<School> {
  const urn = /^[1-9]\d{0,8}$/.test(params.urn!) ? Number(params.urn) : undefined
  const row = urn === undefined ? undefined : await ctx.tx.maybe(store.schoolByUrn, { urn })
  if (!row || row.status_code === '2') throw notFound()
  const all = await ctx.tx.many(store.programmesToAsk, { code: row.district_code, name: row.district_name })
  const open: ProgrammeOpen[] = []
  for (const one of programmesFor(all, true))
    if (!(await takingPart(ctx, [row.urn], one.id)).has(row.urn)) open.push(one)
  return { ...row, takes_part: (await takingPart(ctx, [row.urn], null)).has(row.urn), programmes: open }
}

export async function programmesToAsk(ctx: Ctx): Promise<ProgrammeOpen[]> {
  return programmesFor(await ctx.tx.many(store.programmesToAsk, { code: null, name: null }), false)
}

export type Subject = { urn: number | null; name: string; designation: Designation; where: string | null }
export type Asker = { programme: string; name: string; role: AskerRole; email: string; why: string }

export function subjectFrom(school: School): Subject {
  return { urn: school.urn, name: school.name.slice(0, 160), designation: designationOf(school), where: null }
}

const LETTERS_AN_HOUR = 3

/** Keeps what was sent and writes to the address: only its owner can go on. A mistake by field, or nothing. */
export async function ask(
  ctx: Ctx,
  subject: Subject,
  asker: Asker,
  programmes: readonly ProgrammeOpen[],
): Promise<Record<string, string> | undefined> {
  const programme = programmes.find((one) => one.id === asker.programme)
  if (!programme) return { programme: 'Choose a programme from the list' }
  return ctx.tx.as('door', nowhere, async () => {
    const { name, urn } = subject
    // By address only: a count by setting would let anyone shut out those who really work there.
    const address = await countTry(ctx, { kind: 'joining', of: asker.email, most: LETTERS_AN_HOUR, minutes: 60 })
    if (address.shut)
      return { email: 'We have written to this address several times this hour. Look for our letter, also among spam' }
    const [token, until] = [newToken(), proofExpires(ctx.now)]
    await ctx.tx.run(store.addRequest, {
      ...{ id: randomUUID(), programme: programme.id, urn, name },
      designation: subject.designation,
      where: subject.where,
      asker_name: asker.name,
      asker_role: asker.role,
      asker_email: asker.email,
      why: asker.why,
      token_hash: hashOf(token),
      at: ctx.now,
      until,
    })
    // Whoever gave the address may be anyone, and so may its owner: the letter carries no word that the sender wrote.
    const called = urn === null ? 'a setting' : name
    const words = `Hello,

Someone who gave this address asks that ${called} joins ${programme.name} on Wholeschool. If that was you, open this link and press the button, so that we know the address is yours:

${ctx.publicUrl}/enrol/proof/${token}

The link is good until ${dateInWords(until)}. If it was not you, you need do nothing: without it nobody reads what was sent.

Wholeschool`
    await ctx.post({
      to: asker.email,
      subject: `Is this you? ${urn === null ? 'A setting' : name} asks to join`,
      words,
      setting: null,
    })
    return undefined
  })
}

export type ProofRead = { id: string; name: string; programme_id: string; programme_name: string }

/** What the link of a letter stands for, or the problem that it has become. */
export async function loadProof(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<ProofRead> {
  const row = await ctx.tx.as('door', nowhere, () =>
    ctx.tx.maybe(store.requestByToken, { token_hash: hashOf(params.proof!) }),
  )
  if (!row) throw notFound()
  const gone = whyProofIsGone(row, ctx.now)
  if (gone) throw new Problem(gone)
  return row
}

/** The address is its sender's own: now the office reads the request. */
export async function prove(ctx: Ctx, proof: ProofRead): Promise<void> {
  await ctx.tx.as('door', nowhere, async () => {
    if (!(await ctx.tx.maybe(store.proveRequest, { id: proof.id, at: ctx.now })))
      throw new Problem('settings.request-proved')
    const facts = { programme: proof.programme_id }
    await ctx.tell({ name: 'settings.joining-asked', setting: null, about: proof.id, facts })
  })
}

// The office answers ------------------------------------------------------------------------------------------------

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function loadRequest(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<JoiningRequest> {
  const { programme, request: id } = params
  const row = UUID.test(id!) ? await ctx.tx.maybe(store.requestById, { programme: programme!, id: id! }) : undefined
  if (!row) throw notFound()
  return row
}

export async function requestsOf(ctx: Ctx, programme: Programme) {
  return {
    waiting: await ctx.tx.many(store.waitingRequests, { programme: programme.id, most: 100 }),
    answered: await ctx.tx.many(store.answeredRequests, { programme: programme.id, most: 10 }),
  }
}

export type RegisterSays = Awaited<ReturnType<typeof registerSays>>

export async function registerSays(ctx: Ctx, request: JoiningRequest) {
  return request.urn === null ? undefined : ctx.tx.maybe(store.registerSays, { urn: request.urn })
}

export async function aboutRequest(ctx: Ctx, programme: Programme, request: JoiningRequest) {
  const { urn, id } = request
  return {
    register: await registerSays(ctx, request),
    takesPart: urn !== null && (await takingPart(ctx, [urn], programme.id)).has(urn),
    same: await ctx.tx.many(store.sameSetting, { programme: programme.id, id }),
    ...(await placesOfProgramme(ctx, programme)),
  }
}

const pathOf = (programme: Programme, { id }: JoiningRequest): string => `/programmes/${programme.id}/asking/${id}`

type Answer = { answer: 'enrolled' | 'declined' | 'overtaken'; words: string | null; setting: string | null }

async function answerWith(ctx: Ctx, programme: Programme, request: JoiningRequest, given: Answer): Promise<void> {
  const by = actorOf(ctx).name
  const at = { programme: programme.id, id: request.id, at: ctx.now, by }
  if (!(await ctx.tx.maybe(store.answerRequest, { ...at, ...given })))
    throw new Problem('settings.request-answered', pathOf(programme, request))
  const facts = { programme: programme.id, answer: given.answer }
  await ctx.tell({ name: 'settings.joining-answered', setting: null, about: request.id, facts })
}

async function writeTo(ctx: Ctx, request: JoiningRequest, subject: string, words: string): Promise<void> {
  const letter = `Hello ${request.asker_name.split(' ')[0]},\n\n${words}\n\nWholeschool`
  await ctx.post({ to: request.asker_email, subject, words: letter, setting: null })
}

export async function decline(ctx: Ctx, programme: Programme, request: JoiningRequest, words: string): Promise<void> {
  await answerWith(ctx, programme, request, { answer: 'declined', words, setting: null })
  await ctx.audit({
    deed: 'settings.request-declined',
    setting: programme.office_setting_id,
    about: request.id,
    words: `Declined the request of ${request.name} to join`,
  })
  const letter = `Thank you for asking whether ${request.name} can join ${programme.name}. It is not possible now. ${actorOf(ctx).name} writes:\n\n${words}`
  await writeTo(ctx, request, `About ${request.name} joining ${programme.name}`, letter)
}

export type Confirmed = {
  setting_name: string | null
  district_id: string | null
  head_name: string | null
  head_email: string | null
} & Terms

type Mistaken = { mistakes: Record<string, string> }

async function enrol(
  ctx: Ctx,
  programme: Programme,
  request: JoiningRequest,
  sent: Confirmed,
): Promise<{ setting: string } | Mistaken> {
  const places = await placesOfProgramme(ctx, programme)
  if (request.urn !== null) {
    const { setting } = await enrolFromRegister(ctx, programme, places, [request.urn], sent)
    if (setting === undefined) throw new Problem('settings.request-cannot-enrol', pathOf(programme, request))
    return { setting }
  }
  const name = sent.setting_name ?? request.name
  const other = { name, designation: request.designation as Designation, district_id: sent.district_id }
  const done = await enrolOther(ctx, programme, places, { ...other, trust_name: null }, sent)
  if (!('mistakes' in done)) return done
  const { name: wrongName, ...rest } = done.mistakes
  return { mistakes: { ...rest, ...(wrongName ? { setting_name: wrongName } : {}) } }
}

function headFrom(request: JoiningRequest, sent: Confirmed): { name: string; email: string } | Mistaken {
  if (request.asker_role === 'head') return { name: request.asker_name, email: request.asker_email }
  const { head_name: name, head_email: email } = sent
  if (name !== null && email !== null) return { name, email }
  return {
    mistakes: {
      ...(name === null ? { head_name: 'Enter the name of the head, who reads and signs the agreement' } : {}),
      ...(email === null ? { head_email: 'Enter the head’s email address' } : {}),
    },
  }
}

/** Enrols as an officer always does; the head is invited where nobody is there yet. Undone by the caller on a mistake. */
export async function confirm(
  ctx: Ctx,
  programme: Programme,
  request: JoiningRequest,
  sent: Confirmed,
): Promise<{ setting: string } | Mistaken> {
  const others = await ctx.tx.many(store.sameSetting, { programme: programme.id, id: request.id })
  const done = await enrol(ctx, programme, request, sent)
  if ('mistakes' in done) return done
  const { setting } = done
  const enrolment = await loadEnrolment(ctx, { programme: programme.id, enrolment: setting })
  const invited = enrolment.first_invited_on === null
  if (invited) {
    const head = headFrom(request, sent)
    if ('mistakes' in head) return head
    await inviteHead(ctx, programme, enrolment, head)
  }
  await answerWith(ctx, programme, request, { answer: 'enrolled', words: null, setting })
  await acrossTenants(ctx, `Confirmed that ${enrolment.name} asked to join`, [setting], () =>
    ctx.audit({
      deed: 'settings.request-confirmed',
      setting,
      about: request.id,
      words: `${request.asker_name} had asked that ${enrolment.name} joins ${programme.name}`,
    }),
  )
  if (!(invited && request.asker_role === 'head')) await tellTakesPart(ctx, programme, request)
  for (const other of others) {
    await answerWith(ctx, programme, other, { answer: 'overtaken', words: null, setting })
    await tellTakesPart(ctx, programme, other)
  }
  return { setting }
}

function tellTakesPart(ctx: Ctx, programme: Programme, request: JoiningRequest): Promise<void> {
  const words = `${request.name} takes part in ${programme.name} now. Whoever leads it can invite you, under People: it takes them a minute.`
  return writeTo(ctx, request, `${request.name} takes part in ${programme.name}`, words)
}
