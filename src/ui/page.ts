/**
 * The page's frame: finds the hosts that index.html lays out, folds the panel, and on a phone moves what lies over and
 * beside the scene into tabs below it. What is in the hosts is none of its business.
 */
import { element } from './dom';

export { applyTheme, onSystemTheme, type ResolvedTheme, resolvedTheme } from './theme';

/** Below this width the page is laid out for a phone. page.css says the same. */
const PHONE = '(max-width: 719.98px)';
/** Data, picture and settings side by side would leave the picture too little. */
const NARROW = '(max-width: 1199.98px)';
/** Course, picture and settings side by side would leave the picture, which the text is about, less than half. */
const NARROW_FOR_COURSE = '(max-width: 1599.98px)';
/** Course, data, picture and settings side by side: more than most screens have room for. */
const ROOMY_FOR_ALL = '(max-width: 1699.98px)';
/** Neither a phone nor roomy: the panel starts folded, and so may other parts. */
const CRAMPED = '(min-width: 720px) and (max-width: 899.98px), (min-width: 720px) and (max-height: 559.98px)';
/** Kept for the session only: a folded panel is no part of what a shared link should show. */
const PANEL_KEY = 'gradscape.panel';

const SHEET_TABS = ['lesson', 'bench', 'point', 'descent', 'charts', 'settings'] as const;
export type SheetTab = (typeof SHEET_TABS)[number];

const TAB_LABELS: Readonly<Record<SheetTab, string>> = {
  lesson: 'Course',
  bench: 'Data',
  point: 'Point',
  descent: 'Descent',
  charts: 'Charts',
  settings: 'Settings',
};

export interface PageCallbacks {
  /** Between phone and wide screen, or another tab in front: what depends on `phone` and `tab` is to be updated. */
  onArrange?(): void;
}

export interface Page {
  readonly root: HTMLElement;
  readonly header: HTMLElement;
  readonly expression: HTMLElement;
  readonly landscape: HTMLElement;
  readonly actions: HTMLElement;
  readonly lesson: HTMLElement;
  /** The data beside the picture of a loss; hidden for other subjects. */
  readonly bench: HTMLElement;
  readonly stage: HTMLElement;
  readonly scene: HTMLElement;
  /** Takes the scene's place while curves are shown. */
  readonly curve: HTMLElement;
  /** Over the scene, top left: the typeset function, or what is wrong with it. */
  readonly caption: HTMLElement;
  /** Over the scene, below the formula: the picture in a sentence. */
  readonly pictureText: HTMLElement;
  readonly viewButtons: HTMLElement;
  readonly notices: HTMLElement;
  readonly readout: HTMLElement;
  readonly playback: HTMLElement;
  readonly panel: HTMLElement;
  readonly charts: HTMLElement;
  /** Takes away the words that hold the place of the first picture. */
  setReady(): void;
  readonly panelOpen: boolean;
  setPanelOpen(open: boolean): void;
  /** Whether the course stands beside the picture: unfolded, on a phone in front. */
  readonly lessonOpen: boolean;
  /** The course begins or ends, and unfolds when it begins. */
  setInCourse(inCourse: boolean): void;
  setLessonOpen(open: boolean): void;
  /** Whether there is a bench: on a phone a tab of its own, elsewhere the settings give way to it where room is short. */
  setHasBench(has: boolean): void;
  readonly phone: boolean;
  /** A small window that is no phone: parts over the scene do well to start folded. */
  readonly cramped: boolean;
  /** The tab in front on a phone; null where the sheet is folded or there is none. */
  readonly tab: SheetTab | null;
  /** What a tab shows, for parts that belong elsewhere on a wide screen. */
  tabBody(tab: SheetTab): HTMLElement;
}

/** Finds the hosts under `root`. Throws Error where index.html lacks one. */
export function createPage(root: HTMLElement, callbacks: PageCallbacks = {}): Page {
  const host = (id: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(`#${id}`);
    if (found === null) throw new Error(`index.html has no element #${id}`);
    return found;
  };
  // What folds is told to the styles here.
  const app = host('app');
  const hosts = {
    header: host('header'),
    expression: host('expression'),
    landscape: host('landscape'),
    actions: host('actions'),
    lesson: host('lesson'),
    bench: host('bench'),
    stage: host('stage'),
    scene: host('scene'),
    curve: host('curve'),
    caption: host('caption'),
    pictureText: host('picture-text'),
    viewButtons: host('view-buttons'),
    notices: host('notices'),
    readout: host('readout'),
    playback: host('playback'),
    panel: host('panel'),
    charts: host('charts'),
  };

  let panelOpen = readPanelOpen();
  const showPanel = (): void => {
    app.dataset.panel = panelOpen ? 'open' : 'folded';
  };
  showPanel();

  const phone = window.matchMedia(PHONE);
  const sheet = createSheet(host('sheet'), app, () => callbacks.onArrange?.());
  const overlayTop = host('overlay-top');
  const overlayBottom = host('overlay-bottom');
  const arrange = (): void => {
    if (phone.matches) {
      sheet.take({
        lesson: hosts.lesson,
        bench: hosts.bench,
        point: hosts.readout,
        descent: hosts.playback,
        charts: hosts.charts,
        settings: hosts.panel,
      });
      // At the top, they would leave a formula no room.
      overlayBottom.append(hosts.viewButtons);
    } else {
      overlayTop.append(hosts.viewButtons);
      overlayBottom.append(hosts.readout, hosts.playback);
      hosts.stage.before(hosts.lesson, hosts.bench);
      hosts.stage.after(hosts.charts, hosts.panel);
    }
  };
  arrange();

  let inCourse = false;
  let lessonOpen = false;
  const showLesson = (): void => {
    app.dataset.lesson = inCourse && lessonOpen ? 'open' : 'folded';
    sheet.offer('lesson', inCourse);
  };
  showLesson();
  let hasBench = false;
  sheet.offer('bench', hasBench);
  /** Whether what stands beside the picture leaves it too little for the settings as well. */
  const isCrowded = (): boolean => {
    const inLesson = inCourse && lessonOpen;
    if (!inLesson && !hasBench) return false;
    const width = !inLesson ? NARROW : hasBench ? ROOMY_FOR_ALL : NARROW_FOR_COURSE;
    return window.matchMedia(width).matches;
  };
  /** Whether the panel folded to make room, so that it comes back with the room. */
  let madeRoom = false;
  const arrangePanel = (): void => {
    if (phone.matches || (isCrowded() ? !panelOpen : !madeRoom)) return;
    madeRoom = !madeRoom;
    panelOpen = !madeRoom;
    showPanel();
  };
  const setPanelOpen = (open: boolean): void => {
    madeRoom = false;
    panelOpen = open;
    writePanelOpen(open);
    showPanel();
  };
  const setLessonOpen = (open: boolean): void => {
    lessonOpen = open;
    showLesson();
    arrangePanel();
    if (phone.matches && open && inCourse) sheet.select('lesson');
  };

  const setHasBench = (has: boolean): void => {
    if (has === hasBench) return;
    hasBench = has;
    hosts.bench.hidden = !has;
    sheet.offer('bench', has);
    arrangePanel();
    // Who reads goes on reading; the tab beside shows the data.
    if (phone.matches && has && !inCourse) sheet.select('bench');
  };

  phone.addEventListener('change', () => {
    arrange();
    if (phone.matches && inCourse && lessonOpen) sheet.select('lesson');
    callbacks.onArrange?.();
  });

  return {
    root,
    ...hosts,
    setReady: () => host('waiting').remove(),
    get panelOpen() {
      return panelOpen;
    },
    setPanelOpen,
    get lessonOpen() {
      return inCourse && (phone.matches ? sheet.tab === 'lesson' : lessonOpen);
    },
    setInCourse: (begun) => {
      if (begun === inCourse) return;
      inCourse = begun;
      setLessonOpen(begun);
    },
    setLessonOpen,
    setHasBench,
    get phone() {
      return phone.matches;
    },
    get cramped() {
      return window.matchMedia(CRAMPED).matches;
    },
    get tab() {
      return phone.matches ? sheet.tab : null;
    },
    tabBody: (tab) => sheet.body(tab),
  };
}

interface Sheet {
  readonly tab: SheetTab | null;
  body(tab: SheetTab): HTMLElement;
  take(contents: Readonly<Record<SheetTab, HTMLElement>>): void;
  /** Whether a tab is there at all. */
  offer(tab: SheetTab, offered: boolean): void;
  /** Brings a tab to the front. */
  select(tab: SheetTab): void;
}

function createSheet(host: HTMLElement, app: HTMLElement, onTab: () => void): Sheet {
  let selected: SheetTab = 'point';
  let folded = false;
  const list = element('div', { role: 'tablist', class: 'sheet-tabs', 'aria-label': 'Below the picture' });
  const tabs = SHEET_TABS.map((name) => {
    const tab = element(
      'button',
      { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `sheet-${name}` },
      TAB_LABELS[name],
    );
    const body = element('div', {
      role: 'tabpanel',
      id: `sheet-${name}`,
      class: `sheet-body sheet-${name}`,
      'aria-labelledby': `tab-${name}`,
    });
    list.append(tab);
    return { name, tab, body };
  });
  host.replaceChildren(list, ...tabs.map(({ body }) => body));

  const withdrawn = new Set<SheetTab>();
  const show = (): void => {
    app.dataset.sheet = folded ? 'folded' : 'open';
    for (const { name, tab, body } of tabs) {
      const current = name === selected;
      tab.setAttribute('aria-selected', String(current));
      tab.tabIndex = current ? 0 : -1;
      tab.hidden = withdrawn.has(name);
      body.hidden = folded || !current;
    }
  };
  const select = (name: SheetTab, fold: boolean): void => {
    selected = name;
    folded = fold;
    show();
    onTab();
  };
  tabs.forEach(({ name, tab }) => {
    // The tab in front folds the sheet, so that the picture can have the whole screen.
    tab.addEventListener('click', () => select(name, name === selected && !folded));
    tab.addEventListener('keydown', (event) => {
      const offset = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const offered = tabs.filter((other) => !withdrawn.has(other.name));
      const index = offered.findIndex((other) => other.name === name);
      const next = offered[(index + offset + offered.length) % offered.length];
      if (offset === 0 || next === undefined) return;
      event.preventDefault();
      select(next.name, false);
      next.tab.focus();
    });
  });
  show();

  const bodies = new Map(tabs.map(({ name, body }) => [name, body]));
  return {
    get tab() {
      return folded ? null : selected;
    },
    body: (name) => bodies.get(name) ?? host,
    take: (contents) => {
      for (const { name, body } of tabs) body.append(contents[name]);
    },
    offer: (name, offered) => {
      if (offered) withdrawn.delete(name);
      else withdrawn.add(name);
      if (!offered && selected === name) selected = 'point';
      show();
    },
    select: (name) => select(name, false),
  };
}

function readPanelOpen(): boolean {
  try {
    const remembered = sessionStorage.getItem(PANEL_KEY);
    if (remembered !== null) return remembered === 'open';
  } catch {
    // Storage may be forbidden; then nothing is remembered.
  }
  return !window.matchMedia(CRAMPED).matches;
}

function writePanelOpen(open: boolean): void {
  try {
    sessionStorage.setItem(PANEL_KEY, open ? 'open' : 'folded');
  } catch {
    // As above.
  }
}
