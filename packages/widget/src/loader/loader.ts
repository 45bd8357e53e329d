import { warn } from '../shared/warn.ts'
import { register } from './commands.ts'
import { readSettings, type ServedSettings } from './settings.ts'
import { startWidget } from './widget.ts'

/** Declared around this code by the build. */
declare const CRAVEVA_SETTINGS: ServedSettings

// The page goes on whatever happens here.
try {
  const settings = readSettings(CRAVEVA_SETTINGS)
  register(settings.agent, () => startWidget(settings, () => import(/* @vite-ignore */ settings.panel)))
} catch (error) {
  warn(error)
}
