// Adds to a photo's form: a click on the picture sets the focal point, and a mark shows where it lies.
const picture = document.querySelector(".field-picture_itself img");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));

if (picture && fields.every(Boolean)) {
  const frame = document.createElement("span");
  frame.className = "focal-frame";
  const mark = document.createElement("span");
  mark.className = "focal-mark";
  picture.replaceWith(frame);
  frame.append(picture, mark);

  const show = () =>
    fields.forEach((field, place) => {
      const value = Math.min(1, Math.max(0, Number(field.value) || 0));
      mark.style.setProperty(place ? "top" : "left", `${value * 100}%`);
    });

  frame.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const place = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    fields.forEach((field, axis) => {
      field.value = Math.min(1, Math.max(0, place[axis])).toFixed(2);
    });
    show();
  });
  fields.forEach((field) => field.addEventListener("input", show));
  show();
}
