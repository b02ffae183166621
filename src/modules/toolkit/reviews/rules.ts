// What a review may say, kindly worded, and what it means for the action. Pure.
import { isOpen, type ActionState } from '../actions/rules.ts'

export const changes = ['much', 'some', 'not_yet', 'too_early'] as const
export type Changed = (typeof changes)[number]

export const nexts = ['finished', 'embed', 'carry_on', 'stop'] as const
export type Next = (typeof nexts)[number]

export const CHANGED_WORDS: Readonly<Record<Changed, string>> = {
  much: 'Much has changed',
  some: 'Something has changed',
  not_yet: 'Nothing has changed yet',
  too_early: 'It is too early to say what has changed',
}

export const CHANGED_HINTS: Readonly<Record<Changed, string>> = {
  much: 'Most of those it was for would notice the difference.',
  some: 'Some of them, or some of the time.',
  not_yet: 'That is worth knowing, and says nothing about how hard you worked.',
  too_early: 'It has not had the time it needs.',
}

export const NEXT_WORDS: Readonly<Record<Next, string>> = {
  finished: 'Finished',
  embed: 'Keep it going until it is how we work',
  carry_on: 'Carry on in the next cycle',
  stop: 'Stop here',
}

export const NEXT_HINTS: Readonly<Record<Next, string>> = {
  finished: 'There is nothing left to do.',
  embed: 'It is done as an action and goes on as a habit.',
  carry_on: 'Its open steps and measures are copied into the next cycle.',
  stop: 'Something else matters more now, or it did not fit here.',
}

/** What the review's answer makes of an action that is still to do; one to carry on stays as it is. */
export function stateAfter(state: ActionState, next: Next): ActionState {
  if (!isOpen({ state }) || next === 'carry_on') return state
  return next === 'stop' ? 'stopped' : 'done'
}
