// Stage 1 as it was: how people were to take part, rating alone in rounds, what the team agreed and by what it is met.
import { criteriaOf, type Principle } from '../../src/modules/toolkit/edition.ts'
import { reasonFor, viewsInWords, wordsFor } from '../wording.ts'
import { agreeChapter, between, type Member, type Told } from './story.ts'
import { tellNote } from './note.ts'
import { saidBy, tellScriptedAgreement } from './scripted.ts'
import { leftOut, tookPart } from './sentences.ts'

const clamp = (level: number): number => Math.min(3, Math.max(0, level))

export function tellAssess(told: Told): void {
  const { plan, edition, calendar } = told
  const end = plan.assessEndedAgo ?? 0
  tellInvolvement(told, end)
  tellRound(told, 'baseline', between(plan.startedAgo, end, 0.06), true)
  const { principles } = edition
  const agreed = plan.assessEndedAgo === undefined ? Math.floor(plan.part * principles.length) : principles.length
  principles.forEach((principle, at) => {
    // In an open stage the part done lies behind us and the rest ahead: the team is at `plan.part` today.
    const when = plan.assessEndedAgo === undefined ? at / Math.max(1, agreed + 1) : at / principles.length
    const ago = Math.max(2, between(plan.startedAgo, end, 0.12 + when * 0.8))
    if (at > agreed) return
    const seen = tellRound(told, principle.key, ago, at < agreed)
    if (at < agreed && told.script) tellScriptedAgreement(told, principle, Math.max(1, ago - 4))
    else if (at < agreed) tellAgreement(told, principle, Math.max(1, ago - 4), seen)
  })
  if (plan.assessEndedAgo === undefined && calendar.at(plan.startedAgo) > calendar.now)
    throw new Error('A cycle begins ahead of now')
}

function tellInvolvement(told: Told, end: number): void {
  const { rows, edition, setting, cycle, number, plan, calendar, leader } = told
  const over = plan.assessEndedAgo !== undefined
  edition.involvement_groups.forEach((group, at) => {
    // A school in the middle of stage 1 has not planned for everybody yet.
    if (!over && at === edition.involvement_groups.length - 1) return
    const parts = told.script ? told.script.around.took_part : tookPart
    const actual = over ? (parts[group.key]?.[(number + at) % (parts[group.key]?.length ?? 1)] ?? '') : ''
    rows.add('toolkit.involvements', {
      setting_id: setting,
      cycle_id: cycle,
      group_key: group.key,
      planned: group.ideas[(number + at) % group.ideas.length],
      actual,
      updated_by: leader.one.name,
      updated_at: calendar.at(over ? end + 2 : Math.max(1, plan.startedAgo - 3)),
    })
  })
}

/** What each member chose for each item of a part; answers the levels seen, by item. */
function tellRound(told: Told, part: string, ago: number, closed: boolean): Map<string, number[]> {
  const { rows, edition, setting, cycle, calendar, chance, team, leader } = told
  const seen = new Map<string, number[]>()
  rows.add('toolkit.rounds', {
    setting_id: setting,
    cycle_id: cycle,
    part,
    opened_at: calendar.at(ago, 0),
    opened_by: leader.one.name,
    closed_at: closed ? calendar.at(Math.max(1, ago - 3), 30) : null,
    closed_by: closed ? leader.one.name : null,
  })
  const items =
    part === 'baseline'
      ? edition.baseline.questions.map(({ key, criteria }) => ({ key, truth: meanOf(told, criteria) }))
      : (edition.principles.find((one) => one.key === part)?.criteria ?? []).map(({ key }) => ({
          key,
          truth: told.levels.get(key) ?? 1,
        }))
  team.forEach((member, at) => {
    const finished = closed ? at < 2 || chance.is(0.9) : at < Math.ceil(team.length / 2)
    const begun = finished || chance.is(closed ? 0.4 : 0.5)
    if (!begun) return
    const on = Math.max(1, ago - 1 - (at % 3))
    rows.add('toolkit.round_members', {
      setting_id: setting,
      cycle_id: cycle,
      part,
      member_id: member.id,
      told_at: calendar.at(ago, 5 + at),
      shown_as: chance.is(0.12) ? 'counted' : 'named',
      finished_at: finished ? calendar.at(on, 25 + at * 3) : null,
    })
    const upTo = finished ? items.length : Math.ceil(items.length / 2)
    for (const item of items.slice(0, upTo)) tellRating(told, member, item, { on, finished, part, seen })
  })
  return seen
}

function meanOf(told: Told, criteria: readonly string[]): number {
  const sum = criteria.reduce((total, key) => total + (told.levels.get(key) ?? 1), 0)
  return Math.round(sum / criteria.length)
}

type Moment = { on: number; finished: boolean; part: string; seen: Map<string, number[]> }

function tellRating(
  told: Told,
  member: Member,
  item: { key: string; truth: number },
  { on, finished, part, seen }: Moment,
): void {
  const { rows, setting, cycle, calendar, chance, number } = told
  const row = {
    setting_id: setting,
    cycle_id: cycle,
    item_key: item.key,
    member_id: member.id,
    updated_at: calendar.at(on, 20),
  }
  if (chance.is(0.025))
    return rows.add('toolkit.ratings', {
      ...row,
      state: 'not_applicable',
      reason: chance.pick(told.script?.around.left_out ?? leftOut),
    })
  if (!finished && chance.is(0.2)) return rows.add('toolkit.ratings', { ...row, state: 'later' })
  const drift = chance.next()
  const level = clamp(item.truth + (drift < 0.2 ? -1 : drift > 0.84 ? 1 : 0))
  const words = told.script || part === 'baseline' || !chance.is(0.1) ? undefined : wordsFor(part, item.key)
  const reason = words ? (level > 1 ? words.strengths[(number - 1) % 2] : words.gap) : saidBy(told, member, item.key)
  seen.set(item.key, [...(seen.get(item.key) ?? []), level])
  rows.add('toolkit.ratings', { ...row, state: 'rated', level, ...(reason === undefined ? {} : { reason }) })
}

const NOBODY_WAITS = 'Nobody here is waiting for outside help at the moment. We look at it again next year.'

function tellAgreement(told: Told, principle: Principle, ago: number, seen: Map<string, number[]>): void {
  const { rows, setting, cycle, calendar, chance, leader, levels, number } = told
  for (const { key } of principle.criteria) {
    const level = levels.get(key) ?? 1
    const absent = key === 'while-waiting' && chance.is(0.3)
    const words = wordsFor(principle.key, key)
    const reason = absent ? NOBODY_WAITS : reasonFor(words, level, number, viewsInWords(seen.get(key) ?? [], level))
    rows.add('toolkit.agreed_ratings', {
      setting_id: setting,
      cycle_id: cycle,
      criterion_key: key,
      moment: 'assess',
      level: absent ? null : level,
      reason,
      agreed_by: leader.one.person,
      agreed_name: leader.one.name,
      agreed_at: calendar.at(ago, 60),
    })
    if (level >= 2 && !absent && chance.is(0.55))
      tellNote(told, key, words.notes[(number - 1) % 2]!, ago + chance.whole(3, 40))
  }
  agreeChapter(told, principle.key, 'assess', ago)
}

/** Criteria agreed as not yet in place or starting, the lowest first. */
export function gapsOf(told: Told): { principle: Principle; criterion: string; level: number }[] {
  const agreed = told.rows
    .of('toolkit.agreed_ratings')
    .filter(
      (row) =>
        row.cycle_id === told.cycle && row.moment === 'assess' && typeof row.level === 'number' && row.level <= 1,
    )
  const keys = new Map(agreed.map((row) => [row.criterion_key as string, row.level as number]))
  const order = criteriaOf(told.edition).map((criterion) => criterion.key)
  return told.edition.principles
    .flatMap((principle) =>
      principle.criteria.map(({ key }) => ({ principle, criterion: key, level: keys.get(key) ?? 9 })),
    )
    .filter((gap) => gap.level <= 1)
    .sort((a, b) => a.level - b.level || order.indexOf(a.criterion) - order.indexOf(b.criterion))
}
