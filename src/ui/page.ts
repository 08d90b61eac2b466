/**
 * The page's frame: finds the hosts that index.html lays out, folds the panel, and on a phone moves what lies over and
 * beside the scene into tabs below it. What is in the hosts is none of its business.
 */
import { element } from './dom';

export { applyTheme, onSystemTheme, type ResolvedTheme, resolvedTheme } from './theme';

/** Below this width the page is laid out for a phone. page.css says the same. */
const PHONE = '(max-width: 719.98px)';
/** Neither a phone nor roomy: the panel starts folded, and so may other parts. */
const CRAMPED = '(min-width: 720px) and (max-width: 899.98px), (min-width: 720px) and (max-height: 559.98px)';
/** Kept for the session only: a folded panel is no part of what a shared link should show. */
const PANEL_KEY = 'gradscape.panel';

export const SHEET_TABS = ['point', 'descent', 'charts', 'settings'] as const;
export type SheetTab = (typeof SHEET_TABS)[number];

const TAB_LABELS: Readonly<Record<SheetTab, string>> = {
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
  readonly stage: HTMLElement;
  readonly scene: HTMLElement;
  /** Over the scene, top left: the typeset function, or what is wrong with it. */
  readonly caption: HTMLElement;
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
  const hosts = {
    header: host('header'),
    expression: host('expression'),
    landscape: host('landscape'),
    actions: host('actions'),
    stage: host('stage'),
    scene: host('scene'),
    caption: host('caption'),
    viewButtons: host('view-buttons'),
    notices: host('notices'),
    readout: host('readout'),
    playback: host('playback'),
    panel: host('panel'),
    charts: host('charts'),
  };

  let panelOpen = readPanelOpen();
  const showPanel = (): void => {
    root.dataset.panel = panelOpen ? 'open' : 'folded';
  };
  showPanel();

  const phone = window.matchMedia(PHONE);
  const sheet = createSheet(host('sheet'), root, () => callbacks.onArrange?.());
  const overlayTop = host('overlay-top');
  const overlayBottom = host('overlay-bottom');
  const arrange = (): void => {
    if (phone.matches) {
      sheet.take({
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
      hosts.stage.after(hosts.charts, hosts.panel);
    }
  };
  arrange();
  phone.addEventListener('change', () => {
    arrange();
    callbacks.onArrange?.();
  });

  return {
    root,
    ...hosts,
    setReady: () => host('waiting').remove(),
    get panelOpen() {
      return panelOpen;
    },
    setPanelOpen: (open) => {
      panelOpen = open;
      writePanelOpen(open);
      showPanel();
    },
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
}

function createSheet(host: HTMLElement, root: HTMLElement, onTab: () => void): Sheet {
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

  const show = (): void => {
    root.dataset.sheet = folded ? 'folded' : 'open';
    for (const { name, tab, body } of tabs) {
      const current = name === selected;
      tab.setAttribute('aria-selected', String(current));
      tab.tabIndex = current ? 0 : -1;
      body.hidden = folded || !current;
    }
  };
  const select = (name: SheetTab, fold: boolean): void => {
    selected = name;
    folded = fold;
    show();
    onTab();
  };
  tabs.forEach(({ name, tab }, index) => {
    // The tab in front folds the sheet, so that the picture can have the whole screen.
    tab.addEventListener('click', () => select(name, name === selected && !folded));
    tab.addEventListener('keydown', (event) => {
      const offset = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const next = tabs[(index + offset + tabs.length) % tabs.length];
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
