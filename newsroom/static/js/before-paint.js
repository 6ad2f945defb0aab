/* Sets the remembered type size before anything is painted, so that the text does not jump. Classic and blocking on purpose. */
try {
  var size = Number(localStorage.getItem("type-size"));
  if (size >= -1 && size <= 4 && size % 1 === 0 && size !== 0) document.documentElement.dataset.typeSize = size;
} catch (blocked) { /* Without storage the type keeps its ordinary size. */ }
