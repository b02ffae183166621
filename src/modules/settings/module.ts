// The settings room.
import { makeModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export const settings = makeModule({ name: 'settings', routes })
