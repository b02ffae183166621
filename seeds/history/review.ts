// Stage 3 as it was: what was done, what changed for pupils in their words, what comes next, and the new level.
import { reasonFor } from '../wording.ts'
import type { ToldAction } from './plan.ts'
import { reviewReasons } from './sentences.ts'
import { agreeChapter, between, type Told } from './story.ts'

/** Reviews the actions of a cycle; answers those that go on in the next one. */
export function tellReview(told: Told, actions: readonly ToldAction[]): ToldAction[] {
  const { plan, edition } = told
  const over = plan.reviewEndedAgo !== undefined
  const due = over
    ? actions
    : actions.filter((action) => action.state === 'done').slice(0, Math.floor(actions.length * plan.part))
  const began = plan.planEndedAgo ?? 0
  const end = plan.reviewEndedAgo ?? 0
  due.forEach((action, at) => {
    const ago = Math.max(end + 1, between(began, end, 0.55 + (0.42 * at) / Math.max(1, due.length)))
    tellReviewOf(told, action, ago)
    if (action.state !== 'stopped') tellNewLevel(told, action, Math.max(end + 1, ago - 1))
  })
  if (over) for (const principle of edition.principles) agreeChapter(told, principle.key, 'review', end + 2)
  return over ? actions.filter((action) => action.state === 'under_way' || action.state === 'planned') : []
}

function tellReviewOf(told: Told, { id, owner, state, words }: ToldAction, ago: number): void {
  const { chance, say, number } = told
  const next = state === 'stopped' ? 'stop' : state === 'done' ? (chance.is(0.55) ? 'finished' : 'embed') : 'carry_on'
  const doneWords = state === 'done' ? words.done : state === 'stopped' ? say.stopped() : say.carryOn()
  told.rows.add('toolkit.reviews', {
    setting_id: told.setting,
    action_id: id,
    done_words: doneWords,
    pupils_words: state === 'stopped' ? null : words.after[(number - 1) % 2],
    changed:
      state === 'done'
        ? chance.is(0.5)
          ? 'much'
          : 'some'
        : state === 'stopped'
          ? 'not_yet'
          : chance.is(0.5)
            ? 'some'
            : 'too_early',
    next,
    next_words: say.next[next](),
    reviewed_by: owner.one.person,
    reviewed_name: owner.one.name,
    reviewed_at: told.calendar.at(ago, 65),
  })
}

function tellNewLevel(told: Told, { gap, words, state }: ToldAction, ago: number): void {
  const { rows, chance, levels, number, leader } = told
  const before = levels.get(gap.criterion) ?? gap.level
  const level = Math.min(3, before + (state === 'done' ? (chance.is(0.3) ? 2 : 1) : chance.is(0.4) ? 1 : 0))
  levels.set(gap.criterion, level)
  const why = chance.pick(reviewReasons)
  rows.add('toolkit.agreed_ratings', {
    setting_id: told.setting,
    cycle_id: told.cycle,
    criterion_key: gap.criterion,
    moment: 'review',
    level,
    reason: level > before ? `${words.strengths[number % 2]} ${why}` : reasonFor(words, level, number + 1, why),
    agreed_by: leader.one.person,
    agreed_name: leader.one.name,
    agreed_at: told.calendar.at(ago, 75),
  })
}
