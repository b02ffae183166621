// Where parts of the house are switched on and off: by an officer for a programme, by a head for one setting.
import { may } from '../../../kernel/access.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { asTyped } from '../pieces.ts'
import { loadHere } from '../places/service.ts'
import { loadProgramme } from '../programmes/service.ts'
import { programmeSwitchesForm, settingSwitchesForm } from './forms.ts'
import { programmeSwitchesPage, settingSwitchesPage } from './pages.ts'
import { programmeSwitches, settingSwitches, switchProgramme, switchSetting } from './service.ts'

const runs = may('settings.run-programme', 'programme')
const switches = may('settings.switch-modules')

const onIn = (list: readonly { module: string; on: boolean }[]) =>
  asTyped({ modules: list.filter((one) => one.on).map((one) => one.module) })

export const routes: readonly Route[] = [
  get('/programmes/:programme/modules', {
    who: runs,
    load: { programme: loadProgramme },
    show: async (asked) => {
      const shown = await programmeSwitches(asked, asked.programme)
      return programmeSwitchesPage(asked.programme, shown, onIn(shown))
    },
  }),
  post('/programmes/:programme/modules', {
    who: runs,
    load: { programme: loadProgramme },
    form: programmeSwitchesForm,
    async act(asked) {
      const changed = await switchProgramme(asked, asked.programme, asked.form.modules)
      return goTo(`/programmes/${asked.programme.id}/modules`, changed ? 'Your changes are saved' : 'Nothing changed')
    },
    again: async (asked) =>
      programmeSwitchesPage(asked.programme, await programmeSwitches(asked, asked.programme), asked),
  }),
  get('/settings/:setting/modules', {
    who: switches,
    load: { here: loadHere },
    show: async (asked) => {
      const shown = await settingSwitches(asked, asked.here.setting_id)
      return settingSwitchesPage({ setting: asked.here, ...shown }, onIn(shown.switches))
    },
  }),
  post('/settings/:setting/modules', {
    who: switches,
    load: { here: loadHere },
    form: settingSwitchesForm,
    async act(asked) {
      const { modules, version } = asked.form
      const done = await switchSetting(asked, asked.here, modules, version)
      if (done === 'changed-meanwhile')
        return again({ modules: 'Someone else changed this. Check what is on now and save again' }, { status: 409 })
      return goTo(
        `/settings/${asked.here.setting_id}/modules`,
        done === 'changed' ? 'Your changes are saved' : 'Nothing changed',
      )
    },
    again: async (asked) =>
      settingSwitchesPage({ setting: asked.here, ...(await settingSwitches(asked, asked.here.setting_id)) }, asked),
  }),
]
