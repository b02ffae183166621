// Where rating alone happens: the same four pages for the baseline and for each principle. Being on the team is asked
// here, beside the verb.
import { may } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { form } from '../../../kernel/form.ts'
import { Problem } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Again, type GoTo, type Route } from '../../../kernel/route.ts'
import { loadHere, loadHereLeading, type Here } from '../cycles/service.ts'
import { baselineAt, principleAt, toolkitAt } from '../paths.ts'
import { roundOf, waitingFor, type Member } from '../standing/rules.ts'
import { ratingForm, seatForm } from './forms.ts'
import { baselineTogetherPage, partAt, ratingPage, seatPage } from './pages.ts'
import { answersFrom, BASELINE, itemsOf, type Part } from './rules.ts'
import { closeRound, finish, keepRatings, loadPart, ownRatingsOf, seatOf, seenRatingsOf, takeSeat } from './service.ts'

const BASELINE_PATH = '/settings/:setting/toolkit/baseline'
const PRINCIPLE_PATH = '/settings/:setting/toolkit/principles/:principle/rating'

function memberOf(here: Here): Member {
  if (!here.me) throw new Problem('toolkit.not-on-team')
  return here.me
}

/** Where what the team chose is seen together. */
function seenAt(here: Here, part: Part): string {
  const { setting_id: setting } = here.cycle
  return part.key === BASELINE ? `${baselineAt(setting)}/together` : principleAt(setting, part.key)
}

/** Once a round is over, its pages lead to what can be seen of it. */
function elsewhere(here: Here, part: Part): GoTo | undefined {
  const closed = roundOf(here.standing, part.key)?.closed_at
  if (closed) return goTo(seenAt(here, part))
  return here.cycle.stage === 'assess'
    ? undefined
    : goTo(part.key === BASELINE ? toolkitAt(here.cycle.setting_id) : seenAt(here, part))
}

const load = { here: loadHere, part: loadPart }

/** Who will see what, and how to be shown. */
function seatRoutes(at: string): Route[] {
  return [
    get(`${at}/seat`, {
      who: may('toolkit.rate'),
      load,
      show: async (asked) => {
        const { here, part } = asked
        const me = memberOf(here)
        return elsewhere(here, part) ?? seatPage(here, part, await seatOf(asked, here.cycle, part, me))
      },
    }),
    post(`${at}/seat`, {
      who: may('toolkit.rate'),
      load,
      form: seatForm,
      act: async (asked) => {
        const { here, part } = asked
        await takeSeat(asked, here.cycle, part, memberOf(here), asked.form.shown_as)
        return goTo(partAt(here.cycle.setting_id, part))
      },
      again: async (asked) =>
        seatPage(
          asked.here,
          asked.part,
          await seatOf(asked, asked.here.cycle, asked.part, memberOf(asked.here)),
          asked,
        ),
    }),
  ]
}

type Sent = Ctx & { here: Here; part: Part; form: Record<string, string> }

/** Keeps everything that can be kept, whatever is still missing. */
async function keep(asked: Sent): Promise<GoTo | Again> {
  const { here, part, form: sent } = asked
  const me = memberOf(here)
  const { setting_id: setting } = here.cycle
  const { keep: ratings, wrong, missing } = answersFrom(part, sent)
  await keepRatings(asked, here.cycle, part, me, ratings)
  const finishing = sent.deed !== 'save'
  const mistakes = { ...wrong, ...(finishing ? missing : {}) }
  if (Object.keys(mistakes).length > 0) return again(mistakes, { kept: true })
  if (!finishing) return goTo(toolkitAt(setting), `Saved. ${part.name} is as you left it when you come back`)
  if (await finish(asked, here.cycle, part, me))
    return goTo(seenAt(here, part), 'Everyone is in. Here is what each of you sees')
  const waiting = waitingFor(here.standing, roundOf(here.standing, part.key))
  const others = waiting.filter((member) => member.id !== me.id).length
  const when = others === 0 ? 'once the round is closed' : `once everyone is in: ${others} still to come`
  return goTo(toolkitAt(setting), `Saved. You will see one another’s ratings ${when}`)
}

/** The form itself, and closing the round early. */
function ratingRoutes(at: string): Route[] {
  return [
    get(at, {
      who: may('toolkit.rate'),
      load,
      show: async (asked) => {
        const { here, part } = asked
        const me = memberOf(here)
        const seat = await seatOf(asked, here.cycle, part, me)
        if (!seat) return elsewhere(here, part) ?? goTo(`${partAt(here.cycle.setting_id, part)}/seat`)
        const own = await ownRatingsOf(asked, here.cycle, part, me)
        return elsewhere(here, part) ?? ratingPage(here, part, { seat, own, round: roundOf(here.standing, part.key) })
      },
    }),
    post(at, {
      who: may('toolkit.rate'),
      load,
      form: ratingForm,
      act: keep,
      again: async (asked) => {
        const { here, part, typed, mistakes } = asked
        const me = memberOf(here)
        const seat = await seatOf(asked, here.cycle, part, me)
        if (!seat) throw new Problem('toolkit.not-told-yet', `${partAt(here.cycle.setting_id, part)}/seat`)
        const own = await ownRatingsOf(asked, here.cycle, part, me)
        return ratingPage(here, part, { seat, own, round: roundOf(here.standing, part.key) }, { typed, mistakes })
      },
    }),
    post(`${at}/closing`, {
      who: may('toolkit.rate'),
      load: { here: loadHereLeading, part: loadPart },
      form: form({}),
      act: async (asked) => {
        const { here, part } = asked
        const closed = await closeRound(asked, here.cycle, part)
        return goTo(
          here.me ? seenAt(here, part) : toolkitAt(here.cycle.setting_id),
          closed
            ? `The round for ${part.name} is closed`
            : 'Nothing to close: nobody has finished yet, or it is closed already',
        )
      },
    }),
  ]
}

export const routes: readonly Route[] = [
  ...seatRoutes(BASELINE_PATH),
  ...ratingRoutes(BASELINE_PATH),
  get(`${BASELINE_PATH}/together`, {
    who: may('toolkit.rate'),
    load: { here: loadHere, part: loadPart },
    sees: 'named ratings',
    show: async (asked) => {
      const { here, part } = asked
      memberOf(here)
      if (!roundOf(here.standing, BASELINE)?.closed_at)
        return goTo(
          here.cycle.stage === 'assess' ? baselineAt(here.cycle.setting_id) : toolkitAt(here.cycle.setting_id),
        )
      return baselineTogetherPage(
        here,
        part,
        await seenRatingsOf(
          asked,
          here.cycle,
          part,
          itemsOf(part).map((item) => item.key),
        ),
      )
    },
  }),
  ...seatRoutes(PRINCIPLE_PATH),
  ...ratingRoutes(PRINCIPLE_PATH),
]
