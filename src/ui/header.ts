/** The header's buttons and the help they open. The expression box and the landscapes have hosts and modules of their own. */
import { type AppState, THEMES, type Theme } from '../state/appState';
import { element, setAttribute } from './dom';
import { HelpDialog, type HelpRow } from './helpDialog';
import { type IconName, icon, iconButton, setIconButton } from './icons';

export type { HelpRow } from './helpDialog';

export interface HeaderCallbacks {
  /** Copy the link of what is shown. Resolves with whether it worked; the button says so for a moment. */
  onShare(): Promise<boolean>;
  onTheme(theme: Theme): void;
  onPanel(open: boolean): void;
  /** The dialog for own data is asked for. */
  onOwnData(): void;
  /** The course is asked for, or to be folded away. */
  onCourse(open: boolean): void;
}

const THEME_ICONS = { system: 'system', light: 'light', dark: 'dark' } as const satisfies Record<
  Theme,
  IconName
>;
const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: 'Theme: as the system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};

const SHARE_LABEL = 'Copy a link to this view';
const SHARE_ANSWER_MILLISECONDS = 2000;

export class Header {
  readonly #theme: HTMLButtonElement;
  readonly #panel: HTMLButtonElement;
  readonly #help = new HelpDialog();
  #shown: Theme = 'system';
  #panelOpen = true;
  readonly #course = element(
    'button',
    { type: 'button', class: 'course-button', 'aria-controls': 'lesson' },
    icon('course'),
    element('span', {}, 'Course'),
  );
  #courseOpen = false;

  /** `host` is the page's host of actions. */
  constructor(host: HTMLElement, callbacks: HeaderCallbacks) {
    this.#course.addEventListener('click', () => callbacks.onCourse(!this.#courseOpen));
    const share = iconButton('share', SHARE_LABEL);
    let timer = 0;
    share.addEventListener('click', () => {
      void callbacks.onShare().then((copied) => {
        setIconButton(
          share,
          copied ? 'check' : 'close',
          copied ? 'Link copied' : 'Not copied: the address of this page is the link',
        );
        window.clearTimeout(timer);
        timer = window.setTimeout(
          () => setIconButton(share, 'share', SHARE_LABEL),
          SHARE_ANSWER_MILLISECONDS,
        );
      });
    });

    this.#theme = iconButton('system', THEME_LABELS.system);
    this.#theme.addEventListener('click', () => callbacks.onTheme(nextTheme(this.#shown)));

    const ownData = iconButton('data', 'Open your own data');
    ownData.addEventListener('click', () => callbacks.onOwnData());

    const help = iconButton('help', 'Help: functions and keys', '?');
    help.addEventListener('click', () => this.#help.open());
    document.addEventListener('keydown', (event) => {
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      if (event.key === '?' && !typing) this.#help.open();
    });

    this.#panel = iconButton('panel', 'Fold the settings');
    this.#panel.classList.add('panel-toggle');
    this.#panel.setAttribute('aria-controls', 'panel');
    this.#panel.addEventListener('click', () => callbacks.onPanel(!this.#panelOpen));

    host.replaceChildren(this.#course, ownData, share, this.#theme, help, this.#panel);
  }

  /** Rows of the table of functions, in the order they are to stand. */
  setHelp(rows: readonly HelpRow[]): void {
    this.#help.setRows(rows);
  }

  update(
    state: Pick<AppState, 'theme'>,
    { panelOpen, courseOpen }: { readonly panelOpen: boolean; readonly courseOpen: boolean },
  ): void {
    this.#courseOpen = courseOpen;
    setAttribute(this.#course, 'aria-expanded', String(courseOpen));
    setAttribute(this.#course, 'title', courseOpen ? 'Fold the course away' : 'Open the course');
    this.#shown = state.theme;
    this.#panelOpen = panelOpen;
    setIconButton(this.#theme, THEME_ICONS[state.theme], THEME_LABELS[state.theme]);
    setIconButton(this.#panel, 'panel', panelOpen ? 'Fold the settings' : 'Show the settings');
    setAttribute(this.#panel, 'aria-expanded', String(panelOpen));
  }
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}
