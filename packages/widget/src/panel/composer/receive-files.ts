import type { App } from '../app.ts'

/** Takes the files that are pasted into the panel or dropped on it. */
export function receiveFiles(app: App, event: Event, data: DataTransfer | null): void {
  const files = [...(data?.files ?? [])]
  if (!files.length || !app.consented.current || app.agentConfig.current?.ui_settings.attachments === false) return
  event.preventDefault()
  app.extras.bring().then(
    extras => extras.takeFiles(app, files),
    () => {},
  )
}
