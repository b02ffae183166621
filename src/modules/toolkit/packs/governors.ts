// The governors' pack: where we are, what changed, what we are doing, what we ask of governors, and questions that help.
// It adds no names of its own. Pure.
import { inWords } from '../../../view/words.ts'
import {
  actionsOf,
  changes,
  count,
  ends,
  isOpenAction,
  levelsInWords,
  list,
  middleNow,
  openActions,
  openRoles,
  principlesTable,
  risen,
  said,
  some,
  stillEarly,
  heading,
  unanswered,
  type Block,
  type Section,
  type Told,
} from './blocks.ts'

const MOST = 8

function changed({ document }: Told): Block[] {
  const [up, came] = [risen(document), changes(document)]
  if (up.length === 0 && came.length === 0) return [said(stillEarly(document))]
  return [
    ...(up.length > 0
      ? [said(`${count(up.length, 'criterion stands', 'criteria stand')} higher than before.`), ...some(up, MOST)]
      : []),
    ...(came.length > 0 ? [heading('What came of our actions'), ...some(came, MOST)] : []),
  ]
}

function asks({ document, today }: Told): string[] {
  const roles = openRoles(document)
  const waiting = unanswered(document).length
  const late = actionsOf(document).filter(
    (action) => isOpenAction(action) && action.dueOn !== null && action.dueOn < today,
  ).length
  return [
    ...(roles ? [`Help us find someone for what is still open on the resilience team: ${roles}.`] : []),
    ...(waiting > 0
      ? [
          `Talk with us about ${count(waiting, 'criterion', 'criteria').toLowerCase()} near the beginning for which we have no plan yet: what comes first, and what can wait.`,
        ]
      : []),
    ...(late > 0
      ? [
          `Ask what would help with ${count(late, 'action', 'actions').toLowerCase()} past the day we had hoped for: time, money or fewer other things.`,
        ]
      : []),
    'Keep wellbeing on the agenda: a few minutes at each meeting do more than an hour once a year.',
    'Come and see: a visit to one thing in this pack tells more than the pack.',
  ]
}

function questions({ document, nouns }: Told): string[] {
  const { low, high } = ends(document)
  const next = actionsOf(document).find(isOpenAction)
  return [
    ...(high[0] ? [`${high[0].name} is one of our strengths. What made it so, and what would put it at risk?`] : []),
    ...(low[0] ? [`In ${low[0].name} we have furthest to go. What would make the most difference this term?`] : []),
    ...(next ? [`How will we know that “${next.title}” has worked, and when will we hear?`] : []),
    `Which of these changes would ${nouns.learners} say that they notice?`,
    'Whose views are not in here yet, and how could we hear them?',
    'Do those who lead this have the time that it takes?',
  ]
}

export function governorsPack(told: Told): Section[] {
  const { document } = told
  const { high } = ends(document)
  const plan = openActions(document)
  const strengths = high
    .slice(0, 3)
    .filter((chapter) => (middleNow(chapter) ?? 0) >= 2)
    .map((chapter) => chapter.name)
  return [
    {
      heading: 'Where we are',
      blocks: [
        said(levelsInWords(document)),
        ...(strengths.length > 0 ? [said('Our strengths include:'), list(strengths)] : []),
        principlesTable(document),
        said(
          'The middle of each principle’s levels is shown. Each level is the team’s own, agreed together with a reason.',
        ),
      ],
    },
    { heading: 'What changed', blocks: changed(told) },
    {
      heading: 'What we are doing',
      blocks:
        plan.length > 0
          ? [
              said(`${inWords(plan.length)} ${plan.length === 1 ? 'action is' : 'actions are'} planned or under way.`),
              ...some(plan, MOST),
            ]
          : [said('No action is open at present.')],
    },
    { heading: 'What we ask of you', blocks: [list(asks(told))] },
    { heading: 'Questions you might ask', blocks: [list(questions(told))] },
  ]
}
