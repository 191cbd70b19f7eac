import { useTerminal } from '../terminal-context.ts';
import { hourOf, phaseOfDay } from '../time/day-phase.ts';
import { useCityTime } from '../time/use-city-time.ts';

/** Windows of the houses; they are lit in the evening and at night. */
const HOUSE_WINDOWS: readonly (readonly [x: number, y: number])[] = [
  ...[32, 72].flatMap((x) => [470, 515].map((y) => [x, y] as const)),
  ...[352, 392, 432].flatMap((x) => [500, 545].map((y) => [x, y] as const)),
  ...[548, 588, 628].flatMap((x) => [450, 495, 540].map((y) => [x, y] as const)),
  ...[734, 770].flatMap((x) => [505, 550].map((y) => [x, y] as const)),
];

const HOURS_OF_A_DIAL = 12;

/**
 * The city seen through a window, with people in front of it. The sky is that of the hour and the clock
 * on the tower shows the time: it changes with the day and never moves while one looks.
 */
export const CityWindow = () => {
  const { snapshot } = useTerminal();
  const hour = hourOf(useCityTime(), snapshot);
  const hourHand = ((hour % HOURS_OF_A_DIAL) / HOURS_OF_A_DIAL) * 360;
  const minuteHand = (hour % 1) * 360;
  return (
    <div className="city-window" data-phase={phaseOfDay(hour)}>
      <svg className="city-window-view" viewBox="0 0 800 700" preserveAspectRatio="xMidYMax slice" aria-hidden>
        <circle className="sun" r="58" />
        <path
          className="cloud"
          d="M92 196h150a30 30 0 0 0 0-60 50 50 0 0 0-94-18 40 40 0 0 0-66 34 24 24 0 0 0 10 44z"
        />
        <path className="cloud" d="M436 262h96a22 22 0 0 0 0-44 36 36 0 0 0-66-6 26 26 0 0 0-30 50z" />
        <path className="hill" d="M0 440C110 380 220 390 330 420S600 350 800 400V700H0z" />
        <path
          className="far"
          d="M0 700V430l40-36 40 36v60h30v-40l34-30 34 30v70h190V410l36-34 36 34v50h40v-96l18-84 18 84v96h30l34-32 34 32v40h60v-66l38-34 38 34v226z"
        />
        <path
          className="mid"
          d="M0 700V450l62-54 62 54v90h70V386q0-8 8-8h10v-22q0-44 38-66v-34h6v34q38 22 38 66v22h10q8 0 8 8v94h24l66-56 66 56v60h40V430l68-60 68 60v110h70v-54l52-46 52 46v214z"
        />
        <circle className="clock-face" cx="253" cy="420" r="26" />
        <g className="clock-hands" transform="translate(253 420)">
          <path d="M0 0V-11" transform={`rotate(${hourHand})`} />
          <path d="M0 0V-18" transform={`rotate(${minuteHand})`} />
        </g>
        <g className="house-windows">
          {HOUSE_WINDOWS.map(([x, y]) => (
            <rect key={`${x} ${y}`} x={x} y={y} width="20" height="28" rx="3" />
          ))}
        </g>
        <g className="tree">
          <circle cx="150" cy="600" r="54" />
          <circle cx="100" cy="634" r="48" />
          <circle cx="690" cy="612" r="50" />
          <circle cx="744" cy="640" r="50" />
        </g>
        <path className="near" d="M0 640q200-36 400-18t400-8v86H0z" />
      </svg>
      <div className="city-window-bars" />
      <svg className="city-window-people" viewBox="0 -40 800 340" preserveAspectRatio="xMidYMax meet" aria-hidden>
        <path className="person-1" d="M70 300c0-74 44-108 118-108s118 34 118 108z" />
        <path className="hair-1" d="M132 148a56 56 0 0 1 112 0c0 34-24 62-56 62s-56-28-56-62z" />
        <circle className="hair-1" cx="188" cy="82" r="26" />
        <path className="person-3" d="M524 300c0-70 42-102 112-102s112 32 112 102z" />
        <path className="hair-3" d="M582 158a54 54 0 0 1 108 0c0 32-22 58-54 58s-54-26-54-58z" />
        <path className="person-2" d="M282 300c0-86 50-124 128-124s128 38 128 124z" />
        <path
          className="hair-2"
          d="M344 116c0-46 28-76 66-76s66 30 66 76c0 30 10 60 20 86-26 16-146 16-172 0 10-26 20-56 20-86z"
        />
        <rect className="bubble" x="540" y="-36" width="192" height="86" rx="26" />
        <path className="bubble" d="M606 44h44l-30 34z" />
        <path className="bubble-words" d="M576 -6h120M576 20h76" />
      </svg>
    </div>
  );
};
