// Arrow keys go from letter to letter; all else is the browser's own.
const letters = Array.from(document.querySelectorAll("main > section"));

function here() {
  const top = letters.map((letter) => Math.abs(letter.getBoundingClientRect().top));
  return top.indexOf(Math.min(...top));
}

function goTo(number) {
  const letter = letters[number];
  if (letter) {
    history.replaceState(null, "", "#" + letter.id);
    letter.focus({ preventScroll: true });
    letter.scrollIntoView();
  }
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const now = letters.indexOf(document.activeElement.closest("main > section"));
    event.preventDefault();
    goTo(now < 0 && step > 0 && here() === 0 ? 0 : (now < 0 ? here() : now) + step);
  }
});

// While files are watched, the page is written anew: who comes back to it sees the newest.
if (document.body.dataset.watched !== undefined) {
  window.addEventListener("focus", () => location.reload());
}
