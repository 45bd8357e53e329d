import type { WidgetConfig } from '@craveva/sdk/chat'

/** An agent of a shop that sells lamps. */
export const sampleConfig: WidgetConfig = {
  agent_id: 'agent_lumen',
  name: 'Lumen',
  greeting: 'Hello! I know our lamps, delivery and returns. What can I do for you?',
  suggested_questions: ['How long does delivery take?', 'Which lamp suits a reading corner?', 'Can I return an item?'],
  language: null,
  retention_days: 90,
  ui_settings: {
    color: null,
    position: 'right',
    theme: 'auto',
    launcher_text: null,
    launcher_icon: null,
    picture: null,
    operator_pictures: null,
    texts: null,
    attachments: true,
    proactive: null,
    pre_chat: null,
    hours: null,
    context_keys: [],
  },
}
