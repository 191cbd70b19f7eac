/** The chunk of the screens that are not needed to answer the first touch, with their styles. */
export { DisplayPanel } from './display-panel.tsx';
export { HelpPanel } from './help-panel.tsx';
export { IdleQuestion } from './idle-question.tsx';
export { NoticeOver } from './notice-over.tsx';
export { Visit } from './visit.tsx';
import './later.css';
