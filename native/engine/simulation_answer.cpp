#include "native/engine/simulation_answer.hpp"

#include "core/json/problems_json.hpp"
#include "core/json/writer.hpp"

namespace hookstorm::native {

std::string simulation_answer(const Result<Simulation>& simulation) {
  json::Writer writer;
  writer.begin_object().name("value");
  if (simulation.ok()) {
    write_report(writer, simulate(simulation.value()), simulation.value());
  } else {
    writer.null();
  }
  writer.name("problems");
  json::write_problems(writer, simulation.problems());
  return writer.end_object().take();
}

}  // namespace hookstorm::native
