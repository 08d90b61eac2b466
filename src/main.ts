/** Wires the rooms: the only place where controls, state, engines and picture meet. */
import { accuracyView } from './app/accuracyView';
import { AddressBar } from './app/addressBar';
import { DataBench } from './app/bench/dataBench';
import { NetworkBench } from './app/bench/networkBench';
import { ownTablePatch } from './app/bench/ownTable';
import { mountBlock } from './app/course/mountBlock';
import { openChapter, withScene } from './app/course/openChapter';
import { situationOf } from './app/course/situation';
import { descentStatus } from './app/descentView';
import { displayName } from './app/displayName';
import { compileFunction } from './app/functionModel';
import { helpRows } from './app/helpRows';
import { lazily } from './app/lazily';
import { lossGridPatch } from './app/lossGridModel';
import { Microscope } from './app/microscope';
import type { NetworkScene } from './app/network/landscape';
import { TrainingLoop, trainingStatus } from './app/network/trainingLoop';
import { OPENING } from './app/openSubject';
import { fetchOwnData, type Remembered, rememberOwnData } from './app/ownData';
import { PageCharts, precisionOf } from './app/pageCharts';
import { createPageDoor } from './app/pageDoor';
import { Player } from './app/player';
import { approximateGradient, faultText } from './app/pointPicture';
import { SecondDerivativeProbe } from './app/secondDerivatives';
import { Session } from './app/session';
import { startingPoint, startingRate } from './app/startingPoint';
import { ExpressionError, nameToTex } from './expression';
import { CONTENTS } from './lessons';
import type { Landscape } from './presets';
import type { AppState, StatePatch, SubjectName } from './state/appState';
import { StateError } from './state/stateError';
import type { ReadState } from './state/urlCodec';
import { AccuracyDialog } from './ui/accuracyDialog';
import { ExpressionBox } from './ui/expressionBox';
import { Header } from './ui/header';
import { listenForKeys } from './ui/keys';
import { LandscapePicker } from './ui/landscapePicker';
import { pageStorage } from './ui/lesson/keptLocally';
import { Progress } from './ui/lesson/progress';
import { LessonReader } from './ui/lesson/reader';
import { Workbook } from './ui/lesson/workbook';
import { Notices } from './ui/notices';
import { acceptDrops, OwnDataDialog } from './ui/ownDataDialog';
import type { OwnDataChoice } from './ui/ownDataView';
import { applyTheme, createPage, onSystemTheme, resolvedTheme } from './ui/page';
import { Panel } from './ui/panel';
import { PictureText } from './ui/pictureText';
import { Playback } from './ui/playback';
import { ReadoutCard } from './ui/readout';
import { type StandardView, ViewButtons } from './ui/viewButtons';

/** Scenes narrower than this have no room for the values and the surface side by side. */
const ROOMY_SCENE_PIXELS = 900;

const page = createPage(document.body, { onArrange: () => refresh() });
const notices = new Notices(page.notices);
const address = new AddressBar((read) => void restore(read));

/** What stands in the expression box, which may not be an expression yet. */
let typed: { text: string; error: ExpressionError | null } | null = null;

const atFirst = withScene(address.read());
await fetchOwnData(atFirst.state.ownData);

const session = new Session(page.scene, atFirst, {
  onChange: () => scheduleRefresh(),
  onNotice: (kind, text) => notices.show({ kind, text, key: text }),
});

let restoring = 0;
/** Own data are looked up first; the newest wins where several wait. */
async function restore(read: ReadState): Promise<void> {
  const mine = ++restoring;
  const shown = withScene(read);
  await fetchOwnData(shown.state.ownData);
  if (mine === restoring) session.restore(shown);
}

/** Controls offer only what the state can take; what still is refused is said, and the control is set back. */
function apply(patch: StatePatch | (() => StatePatch)): void {
  try {
    session.update(typeof patch === 'function' ? patch() : patch);
  } catch (error) {
    if (error instanceof StateError) notices.show({ kind: 'warning', text: error.message, key: error.field });
    else if (error instanceof ExpressionError)
      notices.show({ kind: 'warning', text: `The model does not fit: ${error.message}`, key: 'model' });
    else throw error;
    scheduleRefresh();
  }
}

/** Applies `patch`, or changes nothing and returns what is wrong with an expression in it. */
function attempt(patch: StatePatch): ExpressionError | null {
  try {
    session.update(patch);
    return null;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

function type(text: string): void {
  try {
    session.update(
      session.state.subject === 'typed'
        ? { expression: text }
        : { ...leavingModel(), subject: 'function', expression: text },
    );
    typed = { text, error: null };
  } catch (error) {
    if (error instanceof ExpressionError) typed = { text, error };
    else if (error instanceof StateError)
      typed = { text, error: new ExpressionError(error.message, whole(text)) };
    else throw error;
  }
  scheduleRefresh();
}

/** Losses are looked at downhill; a function is met with its gradient. */
function leavingModel(): StatePatch {
  return session.state.subject === 'function' ? {} : { gradientDirection: 'uphill' };
}

function whole(text: string): { start: number; end: number } {
  return { start: 0, end: text.length };
}

function pick(landscape: Landscape): void {
  const point = startingPoint(landscape);
  const eta = startingRate(compileFunction(landscape.expression), landscape, point);
  typed = null;
  apply({
    ...leavingModel(),
    subject: 'function',
    expression: landscape.expression,
    domainX: landscape.domainX,
    domainY: landscape.domainY,
    point,
    hyperparameters: { ...session.state.hyperparameters, eta },
    descentPosition: 0,
  });
}

const ownData = lazily(async () => new (await import('./app/ownDataImport')).OwnDataImport());

async function openOwnData(file: File): Promise<void> {
  const opened = await ownData();
  await opened.open(file);
  ownDataDialog.update(opened.view);
  ownDataDialog.open();
}

async function chooseOwnData(change: Partial<OwnDataChoice>): Promise<void> {
  const opened = await ownData();
  opened.choose(change);
  ownDataDialog.update(opened.view);
}

async function useOwnData(): Promise<void> {
  const { data, model } = await ownData();
  if (data === null) return;
  const { reference, where } = await rememberOwnData(data);
  typed = null;
  apply(
    data.kind === 'grid'
      ? lossGridPatch(reference, session.state)
      : ownTablePatch(reference, data.table, model),
  );
  refresh();
  makeRoom();
  ownDataDialog.close();
  notices.show({ kind: 'info', text: KEPT_TEXTS[where], key: 'own data' });
}

function view(name: StandardView): void {
  if (name === 'home') session.stage?.home();
  else if (name === 'top') session.stage?.topView();
  else session.stage?.sideView();
}

const expressionBox = new ExpressionBox({ box: page.expression, caption: page.caption }, type);
const landscapePicker = new LandscapePicker(page.landscape, {
  onLandscape: pick,
  onModel(subject) {
    typed = null;
    apply(OPENING[subject]);
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
  onOwnData: () => ownDataDialog.open(),
  onPanel(open) {
    page.setPanelOpen(open);
    refresh();
  },
  onCourse,
});
header.setHelp(helpRows());
const ownDataDialog = new OwnDataDialog({
  onFile: (file) => void openOwnData(file),
  onText: (text) => void openOwnData(new File([text], 'pasted text')),
  onChoice: (change) => void chooseOwnData(change),
  onUse: () => void useOwnData(),
});
acceptDrops((file) => void openOwnData(file));
let lastChapter: string = CONTENTS;

function goToChapter(id: string): void {
  // Beside the text the picture has less room, and the sentence above it says the most of it.
  if (id !== '') readout.setFolded(true);
  typed = null;
  player.setPlaying(false);
  session.restore({ state: openChapter(session.state, id), problems: [] });
}

function onCourse(open: boolean): void {
  if (session.state.chapter === '') goToChapter(lastChapter);
  else page.setLessonOpen(open);
  refresh();
}

const viewButtons = new ViewButtons(page.viewButtons, {
  onView: view,
  onLayout: (layout) => apply({ layout }),
});
const readout = new ReadoutCard(page.readout, {
  folded: page.cramped || isNarrow() || session.state.chapter !== '',
  onSecond: () => scheduleRefresh(),
});
const secondDerivatives = new SecondDerivativeProbe();
const accuracyDialog = new AccuracyDialog(() => void session.engines.accuracy.measure());
const panel = new Panel(page.panel, apply, {
  onAccuracy() {
    accuracyDialog.open();
    void session.engines.accuracy.known();
  },
});
const player = new Player({
  read: () => ({ ...progressOf(session.state), speed: session.state.descentSpeed }),
  show: (descentPosition) => apply({ descentPosition }),
  onPlaying: () => scheduleRefresh(),
});
const playback = new Playback(page.playback, {
  onPlaying: (playing) => player.setPlaying(playing),
  onPosition(descentPosition) {
    player.setPlaying(false);
    apply({ descentPosition });
  },
  onSpeed: (descentSpeed) => apply({ descentSpeed }),
});
const microscope = new Microscope();
const charts = new PageCharts(page, session, microscope, apply);
const bench = new DataBench(page.bench, {
  state: () => session.state,
  model: () => session.model,
  theme: () => resolvedTheme(session.state),
  apply,
  attempt,
});
const networkBench = new NetworkBench(page.bench, {
  state: () => session.state,
  model: () => session.model,
  theme: () => resolvedTheme(session.state),
  apply,
});
const trainingLoop = new TrainingLoop({
  read: () => ({ scene: networkShown(), state: session.state }),
  onProgress: () => session.showProgress(),
  onCentre: () => session.remodel(),
});

function networkShown(): NetworkScene | null {
  return (session.model.kind === 'formula' ? session.model.scene : undefined) ?? null;
}

/** Where the descent or the training stands, and how far it can go. */
function progressOf({ descentPosition, descentSteps }: AppState): { position: number; length: number } {
  const trainer = networkShown()?.trainer;
  const { values, outcome } = session.descent;
  const known = values.length - 1;
  // While it is under way it may still become as long as was asked for.
  if (trainer === undefined)
    return { position: descentPosition, length: outcome.kind === 'underway' ? descentSteps : known };
  const length = trainer.outcome === null ? Math.max(descentSteps, trainer.step) : trainer.step;
  return { position: Math.min(descentPosition, trainer.step), length };
}

const pictureText = new PictureText(page.pictureText);
const progress = new Progress(pageStorage());
const memory = { progress, workbook: new Workbook(pageStorage()), tab: pageStorage('tab') };
const reader = new LessonReader(page.lesson, memory, {
  onChapter: goToChapter,
  onPatch(patch) {
    typed = null;
    apply(patch);
  },
  onFold() {
    page.setLessonOpen(false);
    refresh();
  },
  mountBlock: (host, block, steps) =>
    mountBlock(host, block, {
      steps,
      model: () => session.model,
      theme: () => resolvedTheme(session.state),
      apply,
      microscope,
    }),
});

listenForKeys({
  Home: () => view('home'),
  h: () => view('home'),
  t: () => view('top'),
  s: () => view('side'),
});

/** How long what was opened lasts, in words. */
const KEPT_TEXTS: Readonly<Record<Remembered['where'], string>> = {
  address: 'The link to this view holds the data whole.',
  browser: 'The data are kept in this browser: the link to this view works here and nowhere else.',
  page: 'This browser keeps no data, so they are gone when the page is closed; the file itself is untouched.',
};

function isNarrow(): boolean {
  return !page.phone && page.scene.clientWidth < ROOMY_SCENE_PIXELS;
}

/** Beside data the card of values would cover much of the surface. */
function makeRoom(): void {
  if (bench.shown && isNarrow()) readout.setFolded(true);
}

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
  const { state, model } = session;
  applyTheme(state);
  session.setTheme(resolvedTheme(state));
  refreshExpression(state);
  landscapePicker.update(state);
  refreshCourse(state);
  bench.update();
  networkBench.update();
  page.setHasBench(bench.shown || networkBench.shown);
  header.update(state, { panelOpen: page.panelOpen, courseOpen: page.lessonOpen });
  viewButtons.update(state);
  const at = model.at(...state.point);
  const [x, y] = model.axes;
  const variables = [displayName(x), displayName(y)] as const;
  readout.offerSecond(model.kind === 'formula');
  const values = {
    x: state.point[0],
    y: state.point[1],
    value: at.value,
    gradient: at.gradient,
    approximate: approximateGradient(model, state),
    fault: faultText(at),
    variables,
    name: displayName(model.name),
    second: readout.wantsSecond
      ? secondDerivatives.at(model, state.point, model.parameterValues(state))
      : null,
  };
  readout.update(values, state);
  pictureText.update({ ...values, ofOne: model.ofOne });
  const scene = networkShown();
  const { position, length } = progressOf(state);
  playback.update(
    { ...state, descentPosition: position },
    {
      playing: player.playing,
      length,
      status: scene ? trainingStatus(scene, state) : descentStatus(session.descent),
    },
  );
  trainingLoop.follow();
  const { computed } = session.picture;
  panel.update(state, {
    parameters: model.sliders,
    variables,
    samples: model.kind === 'samples',
    difference: computed?.summary.difference && {
      ...computed.summary.difference,
      computedIn: precisionOf(computed.engine),
    },
    engine: {
      description: computed?.engine.description ?? session.engines.chosen(state.engine).description,
      grid: computed,
    },
  });
  accuracyDialog.update(accuracyView(session.engines.accuracy.state));
  charts.update(networkShown());
  session.setCovered(coveredPixels());
}

function refreshCourse(state: AppState): void {
  if (state.chapter !== '') lastChapter = state.chapter;
  page.setInCourse(state.chapter !== '');
  reader.update(situationOf(state, session.model, session.descent));
}

/** The playback bar lies over the lower edge of the scene; on a phone it stands in a tab below it, and the buttons lie there. */
function coveredPixels(): number {
  const { top, height } = (page.phone ? page.viewButtons : page.playback).getBoundingClientRect();
  // Without a path to play there is no bar.
  return height === 0 ? 0 : Math.max(0, page.stage.getBoundingClientRect().bottom - top);
}

/** In the empty box, where something else than a typed function is shown. */
const PLACEHOLDERS: Readonly<Partial<Record<SubjectName, string>>> = {
  lossGrid: 'Samples are shown; type a function to leave them',
  linear: 'The loss of linear regression; type a function to leave it',
  logistic: 'The loss of logistic regression; type a function to leave it',
  network: 'The loss of a neural network; type a function to leave it',
};

/** Whether what is shown stands in the expression box. */
function isTyped(subject: SubjectName): boolean {
  return subject === 'function' || subject === 'typed';
}

function refreshExpression(state: AppState): void {
  const { model } = session;
  if (typed?.error === null && typed.text !== state.expression) typed = null;
  const [x, y] = model.axes;
  const variables = state.layout === 'curve' && model.ofOne ? [x] : [x, y];
  const left = `${nameToTex(model.name)}(${variables.map(nameToTex).join(', ')})`;
  expressionBox.update({
    text: typed?.text ?? (isTyped(state.subject) ? state.expression : ''),
    placeholder: PLACEHOLDERS[state.subject],
    tex: `${left} = ${model.tex}`,
    error: typed?.error ?? null,
    left: state.subject === 'typed' ? { name: 'p', variables: [] } : { name: model.name, variables },
  });
}

session.store.subscribe((state, changed) => address.note(state, changed));
onSystemTheme(refresh);

const arrivedByLink = location.hash !== '';
if (progress.firstVisit() && !arrivedByLink) {
  notices.show({
    kind: 'info',
    text: 'New to derivatives?',
    key: 'course',
    action: { label: 'Begin the course', run: () => goToChapter(CONTENTS) },
  });
}

const ready = session.start().finally(() => page.setReady());
ready.catch(() => {
  notices.show({
    kind: 'warning',
    text: 'This browser offers neither WebGPU nor WebGL2, so there is no picture. Values, charts and descents work.',
  });
});

window.gradscape = createPageDoor(session, ready, () => {
  typed = null;
});

refresh();
makeRoom();
