#include "native/api/export.hpp"

#include <memory>
#include <string>
#include <utility>

#include "native/api/delivery_filter.hpp"
#include "native/api/errors.hpp"
#include "native/api/routes.hpp"

namespace hookstorm::native {
namespace {

/// Some milliseconds of the thread that also takes occurrences in.
constexpr LogLimit kStep{.messages_max = 100, .bytes = std::size_t{64} * 1024};

class Export : public BodyStream {
 public:
  /// Reads the first part, so that a store that fails is told by the answer's status.
  Export(StoreReader& reader, DeliveryFilter filter, std::shared_ptr<int> under_way)
      : reader_(reader), filter_(std::move(filter)), under_way_(std::move(under_way)) {
    read();
    ++*under_way_;
  }
  ~Export() override { --*under_way_; }
  Export(const Export&) = delete;
  Export& operator=(const Export&) = delete;
  Export(Export&&) = delete;
  Export& operator=(Export&&) = delete;

  void next(Take take) override {
    if (is_taken_) {
      if (part_.is_last) {
        take(std::nullopt);
        return;
      }
      read();
    }
    is_taken_ = true;
    take(std::exchange(part_.lines, {}));
  }

 private:
  void read() { part_ = reader_.delivery_log(filter_, part_.position, kStep); }

  StoreReader& reader_;
  DeliveryFilter filter_;
  std::shared_ptr<int> under_way_;
  LogPart part_;
  bool is_taken_ = false;
};

}  // namespace

Handler export_handler(const ApiContext& context) {
  return [&context, under_way = std::make_shared<int>()](const ApiRequest& request,
                                                         const Reply& reply) {
    if (*under_way >= kExportsMax) {
      reply(too_many_under_way_response());
      return;
    }
    reply({.content_type = "application/jsonl",
           .stream =
               std::make_shared<Export>(context.reader, delivery_filter_of(request), under_way)});
  };
}

}  // namespace hookstorm::native
