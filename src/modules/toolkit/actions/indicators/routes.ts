// Where the measures of an action are changed. Who: those who plan, and are on the team (the loader asks the rule).
import { may } from '../../../../kernel/access.ts'
import { today } from '../../../../kernel/context.ts'
import { noMistakes } from '../../../../kernel/form.ts'
import { begun } from '../../../../kernel/merge.ts'
import { again, get, goTo, post, type Route } from '../../../../kernel/route.ts'
import { dateInWords } from '../../../../view/words.ts'
import { actionAt } from '../../paths.ts'
import { postEditing, presenceAbove } from '../../presence/service.ts'
import { loadOpenAction, type Indicator } from '../service.ts'
import { indicatorForm, newIndicatorForm, readingForm, readingRemovalForm, removalForm } from './forms.ts'
import {
  editIndicatorPage,
  indicatorAt,
  indicatorPage,
  indicatorRemovalPage,
  newIndicatorPage,
  indicatorFields,
  standsOfIndicator,
} from './pages.ts'
import {
  changeIndicator,
  loadIndicator,
  makeIndicator,
  noteReading,
  proofOn,
  removeIndicator,
  removeReading,
} from './service.ts'

const base = '/settings/:setting/toolkit/actions/:action/indicators'
const one = { place: loadOpenAction, indicator: loadIndicator }
const who = may('toolkit.plan')
const editAt = (indicator: Indicator): string => `${indicatorAt(indicator.setting_id, indicator)}/edit`

const making: readonly Route[] = [
  get(`${base}/new`, {
    who,
    load: { place: loadOpenAction },
    show: async ({ place }) => newIndicatorPage(place.action, {}, noMistakes),
  }),
  post(base, {
    who,
    load: { place: loadOpenAction },
    form: newIndicatorForm,
    async act(asked) {
      const { action } = asked.place
      const made = await makeIndicator(asked, action, asked.form)
      if ('mistakes' in made) return again(made.mistakes)
      return goTo(indicatorAt(action.setting_id, { id: made.id, action_id: action.id }), 'Measure added')
    },
    again: async ({ place, typed, mistakes }) => newIndicatorPage(place.action, typed, mistakes),
  }),
  get(`${base}/:indicator/edit`, {
    who,
    load: one,
    show: async (asked) => {
      const { place, indicator } = asked
      const [at, stands] = [editAt(indicator), standsOfIndicator(indicator)]
      const beside = await presenceAbove(asked, indicator.setting_id, at, stands)
      return editIndicatorPage(place.action, indicator, begun(asked, at, stands), noMistakes, beside)
    },
  }),
  postEditing(`${base}/:indicator/edit`, {
    who,
    load: one,
    form: indicatorForm,
    fields: () => indicatorFields,
    stands: async (asked) => standsOfIndicator(await loadIndicator(asked, asked.params)),
    async save(asked) {
      const { place, indicator } = asked
      const done = await changeIndicator(asked, place.action, indicator, asked.form)
      if (done === 'changed') return goTo(indicatorAt(indicator.setting_id, indicator), 'Measure saved')
      return done === 'overtaken' ? done : again(done.mistakes)
    },
    draw: async ({ place, indicator, typed, mistakes, beside }) =>
      editIndicatorPage(place.action, indicator, typed, mistakes, beside),
    about: ({ place, indicator }) => ({
      caption: place.action.title,
      back: { text: 'Back to the measure', href: indicatorAt(indicator.setting_id, indicator) },
    }),
  }),
]

const readings: readonly Route[] = [
  get(`${base}/:indicator`, {
    who,
    load: one,
    show: async (asked) =>
      indicatorPage(asked.place.action, asked.indicator, { on_day: dateInWords(today(asked)) }, noMistakes),
  }),
  post(`${base}/:indicator/readings`, {
    who,
    load: one,
    form: readingForm,
    async act(asked) {
      const { place, indicator } = asked
      const mistakes = await noteReading(asked, place.action, indicator, asked.form)
      return mistakes ? again(mistakes) : goTo(indicatorAt(indicator.setting_id, indicator), 'Number added')
    },
    again: async ({ place, indicator, typed, mistakes }) => indicatorPage(place.action, indicator, typed, mistakes),
  }),
  post(`${base}/:indicator/readings-removed`, {
    who,
    load: one,
    form: readingRemovalForm,
    async act(asked) {
      const { place, indicator, form } = asked
      await removeReading(asked, place.action, indicator, form.on_day)
      return goTo(
        indicatorAt(indicator.setting_id, indicator),
        `The number of ${dateInWords(form.on_day)} was removed. Add it again if you need it`,
      )
    },
    again: async ({ place, indicator, typed, mistakes }) => indicatorPage(place.action, indicator, typed, mistakes),
  }),
  get(`${base}/:indicator/removal`, {
    who,
    load: one,
    show: async (asked) =>
      indicatorRemovalPage(asked.place.action, asked.indicator, await proofOn(asked, asked.indicator)),
  }),
  post(`${base}/:indicator/removal`, {
    who,
    load: one,
    form: removalForm,
    async act(asked) {
      const { place, indicator } = asked
      if (await removeIndicator(asked, place.action, indicator))
        return goTo(actionAt(indicator.setting_id, place.action.id), 'Measure removed')
      return indicatorRemovalPage(place.action, indicator, await proofOn(asked, indicator))
    },
  }),
]

export const routes: readonly Route[] = [...making, ...readings]
