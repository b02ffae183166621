// Where the plan is seen, and where a gap is left for now with a reason.
import { may } from '../../../../kernel/access.ts'
import { noMistakes } from '../../../../kernel/form.ts'
import { begun } from '../../../../kernel/merge.ts'
import { again, get, goTo, type Route } from '../../../../kernel/route.ts'
import { principlePlanAt } from '../../paths.ts'
import { agreedAt, isGap } from '../../standing/rules.ts'
import { postEditing, presenceAbove } from '../../presence/service.ts'
import { actionsOf, indicatorsOf, loadPlanning, stepsOf, type Planning } from '../service.ts'
import { reasonForm } from './forms.ts'
import { calendarPage, planPage, reasonAt, reasonFields, reasonPage, standsOfReason } from './pages.ts'
import { principlePlanPage } from './principle-page.ts'
import type { Filter } from './rules.ts'
import { keepGapReason, loadOpenGap, loadPrinciplePlan } from './service.ts'

const base = '/settings/:setting/toolkit/plan'
const sees = may('toolkit.see')

/** What the address asks for, as far as it is something there is. */
function filterFrom(query: Readonly<Record<string, string>>, { standing, edition }: Planning): Filter {
  const { owner, principle, late } = query
  const members = [...standing.team, ...standing.leavers]
  return {
    owner: owner === 'nobody' || members.some((member) => member.id === owner) ? owner : undefined,
    principle: edition.principles.some((one) => one.key === principle) ? principle : undefined,
    late: late === 'yes',
  }
}

export const routes: readonly Route[] = [
  get(base, {
    who: sees,
    load: { planning: loadPlanning },
    show: async (asked) =>
      planPage({
        ...asked.planning,
        actions: await actionsOf(asked, asked.planning.cycle),
        filter: filterFrom(asked.query, asked.planning),
      }),
  }),
  get(`${base}/calendar`, {
    who: sees,
    load: { planning: loadPlanning },
    async show(asked) {
      const actions = await actionsOf(asked, asked.planning.cycle)
      return calendarPage({ ...asked.planning, actions, indicators: await indicatorsOf(asked, actions) })
    },
  }),
  get(`${base}/principles/:principle`, {
    who: sees,
    load: { plan: loadPrinciplePlan },
    async show(asked) {
      const actions = await actionsOf(asked, asked.plan.cycle)
      return principlePlanPage({
        ...asked.plan,
        actions,
        steps: await stepsOf(asked, actions),
        indicators: await indicatorsOf(asked, actions),
      })
    },
  }),
  get(`${base}/criteria/:criterion/reason`, {
    who: may('toolkit.plan'),
    load: { gap: loadOpenGap },
    show: async (asked) => {
      const { cycle, purpose } = asked.gap
      const [at, stands] = [reasonAt(cycle.setting_id, purpose.criterion.key), standsOfReason(asked.gap)]
      const beside = await presenceAbove(asked, cycle.setting_id, at, stands)
      return reasonPage(asked.gap, begun(asked, at, stands), noMistakes, beside)
    },
  }),
  postEditing(`${base}/criteria/:criterion/reason`, {
    who: may('toolkit.plan'),
    load: { gap: loadOpenGap },
    form: reasonForm,
    fields: () => reasonFields,
    stands: async (asked) => standsOfReason(await loadOpenGap(asked, asked.params)),
    async save(asked) {
      const { gap, form } = asked
      const { cycle, standing, purpose } = gap
      if (!isGap(agreedAt(standing, purpose.criterion.key, 'assess')))
        return again({ reason: 'Only a criterion agreed at 0 or 1 needs a reason' })
      if (!(await keepGapReason(asked, gap, form.reason, form.version))) return 'overtaken'
      return goTo(`${principlePlanAt(cycle.setting_id, purpose.principle.key)}#${purpose.criterion.key}`, 'Reason kept')
    },
    draw: async ({ gap, typed, mistakes, beside }) => reasonPage(gap, typed, mistakes, beside),
    about: ({ gap: { cycle, purpose } }) => ({
      caption: purpose.criterion.text,
      back: { text: 'Back to the plan', href: principlePlanAt(cycle.setting_id, purpose.principle.key) },
    }),
  }),
]
