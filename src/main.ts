/** Wires the parts of the page: the only place where all of them meet. */
import { accuracyView } from './app/accuracy/accuracyView';
import { BenchPart } from './app/bench/benchPart';
import { CoursePart, courseDoor, sceneOf } from './app/course/coursePart';
import { fetchOwnData } from './app/data/ownData';
import { displayName } from './app/displayName';
import { prefetchWhenIdle } from './app/lazyPart';
import { Microscope } from './app/microscope/microscope';
import { OwnDataPart } from './app/ownData/ownDataPart';
import { AddressBar } from './app/page/addressBar';
import { Changes } from './app/page/changes';
import { ExpressionEntry } from './app/page/expressionEntry';
import { helpRows } from './app/page/helpRows';
import { PageCharts, precisionOf } from './app/page/pageCharts';
import { networkOf, PlaybackPart } from './app/page/playbackPart';
import { PointReadings } from './app/page/pointReadings';
import { createPageDoor } from './app/scripting/pageDoor';
import { Session } from './app/session';
import { landscapePatch, OPENING } from './app/subject/openSubject';
import { loadUPlot } from './charts/lineChart';
import { CONTENTS } from './lessons/chapter';
import { STANDARD_VIEWS } from './state/standardViews';
import type { ReadState } from './state/urlCodec';
import { AccuracyDialog } from './ui/accuracyDialog';
import { Header } from './ui/header';
import { LandscapePicker } from './ui/landscapePicker';
import { pageStorage } from './ui/lesson/keptLocally';
import { loadTypesetter } from './ui/lesson/markdown';
import { Progress } from './ui/lesson/progress';
import { Notices } from './ui/notices';
import { applyTheme, createPage, onSystemTheme, resolvedTheme } from './ui/page';
import { Panel } from './ui/panel';
import { ViewButtons } from './ui/viewButtons';

/** Scenes narrower than this have no room for the values and the surface side by side. */
const ROOMY_SCENE_PIXELS = 900;

/** What changes once a person has an aim of their own. */
const BEGINNINGS = ['expression', 'subject', 'layout', 'chapter', 'chartsOpen'] as const;

const page = createPage(document.body, { onArrange: () => refresh() });
const notices = new Notices(page.notices);
const address = new AddressBar((read) => void restore(read));
const courseIn = courseDoor(notices);

/** What an address shows, once the chapter and the own data that it names are here. */
async function lookUp(read: ReadState): Promise<ReadState> {
  const shown = await sceneOf(read, courseIn, (chapter) => void course.open(chapter));
  await fetchOwnData(shown.state.ownData);
  return shown;
}

const session = new Session(page.scene, await lookUp(address.read()), {
  onChange: () => scheduleRefresh(),
  onNotice: (kind, text) => notices.show({ kind, text, key: text }),
});
const { apply, attempt } = new Changes(session, notices, () => scheduleRefresh());

let restoring = 0;
/** The newest address wins where several wait. */
async function restore(read: ReadState): Promise<void> {
  const mine = ++restoring;
  const shown = await lookUp(read);
  if (mine === restoring) session.restore(shown);
}

function isNarrow(): boolean {
  return !page.phone && page.scene.clientWidth < ROOMY_SCENE_PIXELS;
}

/** Beside data the card of values would cover much of the surface. */
function makeRoom(): void {
  if (bench.shown && isNarrow()) readings.fold();
}

/** Something else is to be shown than what is being typed. */
function show(patch: Parameters<typeof apply>[0]): void {
  expression.forget();
  apply(patch);
}

const sources = {
  state: () => session.state,
  model: () => session.model,
  point: () => session.point,
  cloud: () => session.cloud,
  portions: session.portions,
  theme: () => resolvedTheme(session.state),
  apply,
  attempt,
};
const microscope = new Microscope();
const progress = new Progress(pageStorage());
const expression = new ExpressionEntry(page, session, () => scheduleRefresh());
const readings = new PointReadings(page, session, {
  folded: page.cramped || isNarrow() || session.state.chapter !== '',
  onSecond: () => scheduleRefresh(),
});
const playback = new PlaybackPart(page, session, apply, () => scheduleRefresh());
const charts = new PageCharts(page, session, microscope, apply);
const bench = new BenchPart(page, sources, notices, () => {
  refresh();
  makeRoom();
});
const course = new CoursePart(courseIn, {
  ...sources,
  apply: show,
  page,
  session,
  progress,
  microscope,
  onOpen(id) {
    // Beside the text the picture has less room, and the sentence above it says the most of it.
    if (id !== '') readings.fold();
    expression.forget();
    playback.stop();
  },
  onFold: () => refresh(),
});
const ownData = new OwnDataPart(session, notices, {
  onUse(patch) {
    show(patch);
    refresh();
    makeRoom();
  },
  onKept: (text) => notices.show({ kind: 'info', text, key: 'own data' }),
});
const landscapePicker = new LandscapePicker(page.landscape, {
  onLandscape: (landscape) => show(landscapePatch(landscape, session.state)),
  onModel(subject) {
    show(OPENING[subject]);
    refresh();
    makeRoom();
  },
});
const header = new Header(page.actions, {
  async onShare() {
    address.flush();
    try {
      await navigator.clipboard.writeText(location.href);
      return true;
    } catch {
      return false;
    }
  },
  onTheme: (theme) => apply({ theme }),
  onOwnData: () => void ownData.open(),
  onPanel(open) {
    page.setPanelOpen(open);
    refresh();
  },
  onCourse: (open) => void course.toggle(open),
});
header.setHelp(helpRows());
const viewButtons = new ViewButtons(page.viewButtons, {
  onView: (view) => apply(STANDARD_VIEWS[view]),
  onLayout: (layout) => apply({ layout }),
});
const accuracyDialog = new AccuracyDialog(() => void session.engines.accuracy.measure());
const panel = new Panel(page.panel, apply, {
  onAccuracy() {
    accuracyDialog.open();
    void session.engines.accuracy.known();
  },
});

let scheduled = false;
/** Several changes before the next frame cost one refresh. */
function scheduleRefresh(): void {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    refresh();
  });
}

function refresh(): void {
  const { state } = session;
  applyTheme(state);
  session.setTheme(resolvedTheme(state));
  expression.update();
  landscapePicker.update(state);
  course.update();
  bench.update();
  header.update(state, { panelOpen: page.panelOpen, courseOpen: page.lessonOpen });
  viewButtons.update(state);
  readings.update();
  playback.update();
  refreshPanel();
  accuracyDialog.update(accuracyView(session.engines.accuracy.state));
  charts.update(networkOf(session));
  session.setCovered(coveredPixels());
}

function refreshPanel(): void {
  const { state, model, engines } = session;
  const { computed } = session.picture;
  const [x, y] = model.axes;
  panel.update(state, {
    parameters: model.sliders,
    variables: [displayName(x), displayName(y)],
    samples: model.kind === 'samples',
    difference: computed?.summary.difference && {
      ...computed.summary.difference,
      computedIn: precisionOf(computed.engine),
    },
    engine: {
      description: computed?.engine.description ?? engines.chosen(state.engine).description,
      grid: computed,
    },
  });
}

/** The playback bar lies over the lower edge of the scene; on a phone it stands in a tab below it, and the buttons lie there. */
function coveredPixels(): number {
  const { top, height } = (page.phone ? page.viewButtons : page.playback).getBoundingClientRect();
  // Without a path to play there is no bar.
  return height === 0 ? 0 : Math.max(0, page.stage.getBoundingClientRect().bottom - top);
}

session.store.subscribe((state, changed) => address.note(state, changed));
onSystemTheme(refresh);

const arrivedByLink = location.hash !== '';
if (progress.firstVisit() && !arrivedByLink) {
  const withdraw = notices.show({
    kind: 'info',
    text: 'New to derivatives?',
    key: 'course',
    action: { label: 'Begin the course', run: () => void course.open(CONTENTS) },
  });
  // Whoever has begun by themselves needs the room. The button in the header stays.
  const unsubscribe = session.store.subscribe((_, changed) => {
    if (!BEGINNINGS.some((field) => changed.has(field))) return;
    unsubscribe();
    withdraw();
  });
}

const prepared = bench.prepare();
const ready = session
  .start()
  .finally(() => page.setReady())
  .then(() => prepared);
ready
  .catch(() => {
    notices.show({
      kind: 'warning',
      text: 'This browser offers neither WebGPU nor WebGL2, so there is no picture. Values, charts and descents work.',
    });
  })
  .then(() =>
    prefetchWhenIdle([
      course.door.prefetch,
      loadTypesetter,
      loadUPlot,
      bench.door.prefetch,
      ownData.door.prefetch,
    ]),
  );

window.gradscape = createPageDoor(session, ready, () => expression.forget());

// The page is first seen with all that belongs to its subject.
await prepared;
refresh();
makeRoom();
